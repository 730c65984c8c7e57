import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { readSafetensors, readSafetensorsFile, writeSafetensors } from './safetensors';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/encoders/${name}`, import.meta.url)));

/** A file by hand: header as given, then `data`. */
function file(header: unknown, data: Uint8Array | number = 0, announced?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const body = typeof data === 'number' ? new Uint8Array(data) : data;
  const bytes = new Uint8Array(8 + text.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(announced ?? text.length), true);
  bytes.set(text, 8);
  bytes.set(body, 8 + text.length);
  return bytes;
}

function refusal(bytes: Uint8Array): IsoglotError {
  try {
    readSafetensors(bytes, 'm.safetensors');
  } catch (error) {
    if (error instanceof IsoglotError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const weightsArbitrary: fc.Arbitrary<Weights> = fc
  .dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__'),
    fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }).chain((shape) => {
      const length = shape.reduce((product, n) => product * n, 1);
      return fc
        .float32Array({ minLength: length, maxLength: length })
        .map((data) => ({ shape, data: new Float32Array(data) }));
    }),
    { maxKeys: 6 },
  )
  .map((tensors) => new Map(Object.entries(tensors)));

describe('readSafetensors', () => {
  it('reads a file laid out by hand', () => {
    const data = new Uint8Array(new Float32Array([1, -2.5, 3]).buffer);
    const header = {
      b: { dtype: 'F32', shape: [2, 1], data_offsets: [4, 12] },
      a: { dtype: 'F32', shape: [], data_offsets: [0, 4] },
    };
    const weights = readSafetensors(file(header, data), 'm.safetensors');
    expect([...weights.keys()]).toEqual(['b', 'a']);
    expect(weights.get('a')).toEqual({ shape: [], data: new Float32Array([1]) });
    expect(weights.get('b')).toEqual({ shape: [2, 1], data: new Float32Array([-2.5, 3]) });
  });

  it('widens float16 and bfloat16 exactly', () => {
    // 1, -2, the smallest subnormal, the largest number, infinity: IEEE 754 binary16.
    const half = new Uint16Array([0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00]);
    const bfloat = new Uint16Array([0x3f80, 0xc000, 0x0001, 0x7f7f, 0x7f80]);
    const data = new Uint8Array([...new Uint8Array(half.buffer), ...new Uint8Array(bfloat.buffer)]);
    const weights = readSafetensors(
      file(
        {
          h: { dtype: 'F16', shape: [5], data_offsets: [0, 10] },
          b: { dtype: 'BF16', shape: [5], data_offsets: [10, 20] },
        },
        data,
      ),
      'm.safetensors',
    );
    expect([...weights.get('h')!.data]).toEqual([1, -2, 2 ** -24, 65504, Infinity]);
    expect([...weights.get('b')!.data]).toEqual([1, -2, 2 ** -133, (2 - 2 ** -7) * 2 ** 127, Infinity]);
  });

  it('reads the same encoder stored in three types', () => {
    const full = readSafetensors(fixture('tiny-xlmr/model.safetensors'), 'f32');
    const half = readSafetensors(fixture('tiny-xlmr/model.f16.safetensors'), 'f16');
    const bfloat = readSafetensors(fixture('tiny-xlmr/model.bf16.safetensors'), 'bf16');
    expect(full.get('embeddings.word_embeddings.weight')?.shape).toEqual([622, 32]);
    for (const [name, { shape, data }] of full) {
      expect(half.get(name)?.shape).toEqual(shape);
      for (const [rounded, bits] of [
        [half.get(name)!, 11],
        [bfloat.get(name)!, 8],
      ] as const) {
        const worst = data.reduce(
          (most, value, i) =>
            Math.max(most, Math.abs(rounded.data[i]! - value) / Math.max(Math.abs(value), 2 ** -14)),
          0,
        );
        expect(worst).toBeLessThanOrEqual(2 ** -bits);
      }
    }
  });

  it('leaves position ids out and keeps metadata', () => {
    const header = {
      __metadata__: { format: 'pt' },
      'embeddings.position_ids': { dtype: 'I64', shape: [1, 2], data_offsets: [0, 16] },
    };
    const { weights, metadata } = readSafetensorsFile(file(header, 16), 'm.safetensors');
    expect(weights.size).toBe(0);
    expect(metadata).toEqual({ format: 'pt' });
  });

  const entry = (dtype: string, shape: number[], data_offsets: number[]) => ({
    t: { dtype, shape, data_offsets },
  });
  it.each([
    ['an empty file', new Uint8Array(0), 'truncated'],
    ['a cut header', file({}, 0, 40), 'truncated'],
    ['an absurd header', file({}, 0, 2 ** 40), 'header of 1099511627776 bytes'],
    ['no JSON', file('{"t": nope}'), 'not JSON'],
    ['a list', file([]), 'not a JSON object'],
    ['metadata that is not text', file({ __metadata__: { step: 1 } }), 'not all text'],
    ['an unknown type', file(entry('Q4', [1], [0, 1]), 1), 'type Q4'],
    ['integers', file(entry('I64', [1], [0, 8]), 8), 'type I64'],
    ['a shape that does not fit', file(entry('F32', [3], [0, 8]), 8), 'takes 12 bytes'],
    ['a negative offset', file(entry('F32', [1], [-4, 0]), 4), 'data_offsets[0]'],
    ['a fractional shape', file(entry('F32', [0.5], [0, 2]), 2), 'shape[0]'],
    [
      'too many dimensions',
      file(entry('F32', [1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 4]), 4),
      'more than 8 dimensions',
    ],
    ['cut data', file(entry('F32', [2], [0, 8]), 4), 'truncated'],
    ['bytes left over', file(entry('F32', [1], [0, 4]), 6), '2 bytes that belong to no tensor'],
    ['a hole', file(entry('F32', [1], [4, 8]), 8), 'before it lie 4 bytes'],
    [
      'an overlap',
      file({ ...entry('F32', [2], [0, 8]), u: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, 8),
      'inside the tensor before it',
    ],
  ])('refuses %s', (_, bytes, words) => {
    const error = refusal(bytes);
    expect(error.code).toBe('bad-file');
    expect(error.where).toContain('m.safetensors');
    expect(error.what).toContain(words);
    expect(error.remedy).toBeTruthy();
  });

  it('names the tensor at fault', () => {
    expect(refusal(file(entry('F64', [1], [0, 8]), 8)).where).toBe('m.safetensors: tensor "t"');
  });
});

describe('writeSafetensors', () => {
  it('is read back unchanged, whatever the order', () => {
    fc.assert(
      fc.property(weightsArbitrary, fc.dictionary(fc.string(), fc.string()), (weights, metadata) => {
        const bytes = writeSafetensors(weights, metadata);
        const back = readSafetensorsFile(bytes, 'm.safetensors');
        expect(new Map([...back.weights].sort())).toEqual(new Map([...weights].sort()));
        expect(back.metadata).toEqual({ ...metadata });
        const reversed: Weights = new Map([...weights].reverse());
        expect(writeSafetensors(reversed, metadata)).toEqual(bytes);
        expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
      }),
    );
  });

  it('keeps names that objects have a meaning for', () => {
    const metadata = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
    const weights: Weights = new Map([['__proto__', { shape: [1], data: Float32Array.of(2) }]]);
    const back = readSafetensorsFile(writeSafetensors(weights, metadata), 'm.safetensors');
    expect(Object.entries(back.metadata)).toEqual(Object.entries(metadata));
    expect(back.weights).toEqual(weights);
  });

  it('refuses a shape that differs from its data', () => {
    const weights: Weights = new Map([['t', { shape: [2], data: new Float32Array(3) }]]);
    expect(() => writeSafetensors(weights)).toThrow(RangeError);
  });

  it('answers any damage with an IsoglotError or weights of the right size', () => {
    const good = writeSafetensors(
      new Map([
        ['first', { shape: [2, 3], data: new Float32Array([1, 2, 3, 4, 5, 6]) }],
        ['second', { shape: [1], data: new Float32Array([7]) }],
      ]),
      { step: '3' },
    );
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(damage, fc.nat(good.length + 8), (changes, length) => {
        const bytes = new Uint8Array(length);
        bytes.set(good.subarray(0, length));
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        try {
          for (const { shape, data } of readSafetensors(bytes, 'm').values()) {
            expect(data.length).toBe(shape.reduce((product, n) => product * n, 1));
          }
        } catch (error) {
          expect(error).toBeInstanceOf(IsoglotError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
