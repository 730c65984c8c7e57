import { describe, expect, it } from 'vitest';
import type { Weights } from '../../core/encoderDefinition';
import { writeSafetensors } from '../safetensors';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint';

const tensors = (start: number): Weights =>
  new Map([
    [
      'embeddings.weight',
      { shape: [2, 2], data: new Float32Array([start, start + 1, start + 2, start + 3]) },
    ],
    ['first/odd name', { shape: [1], data: new Float32Array([-start]) }],
  ]);
const checkpoint = {
  weights: tensors(1),
  optimiser: { step: 7, first: tensors(0.5), second: tensors(1e-9) },
  kept: null,
  best: null,
  extra: tensors(3),
};

describe('checkpoint', () => {
  it('comes back bit by bit', () => {
    const bytes = encodeCheckpoint(checkpoint);
    expect(decodeCheckpoint(bytes, 'c')).toEqual(checkpoint);
    expect(encodeCheckpoint(decodeCheckpoint(bytes, 'c'))).toEqual(bytes);
  });

  it('knows the pieces of a trimmed vocabulary', () => {
    const trimmed = { ...checkpoint, kept: Int32Array.from([0, 3, 250_001, 1_999_999]) };
    expect(decodeCheckpoint(encodeCheckpoint(trimmed), 'c')).toEqual(trimmed);
  });

  it('holds the best encoder until then, its figure to the last bit', () => {
    const best = { step: 3, value: 0.1 + 0.2, since: 2 };
    for (const weights of [tensors(-4), null]) {
      const chosen = { ...checkpoint, best: { ...best, weights } };
      expect(decodeCheckpoint(encodeCheckpoint(chosen), 'c')).toEqual(chosen);
    }
    const { format } = { format: 'isoglot/checkpoint@1' };
    for (const wrong of ['{', '{"step":1}', '{"step":1,"value":null,"since":0}'])
      expect(() =>
        decodeCheckpoint(writeSafetensors(new Map(), { format, step: '3', best: wrong }), 'c'),
      ).toThrow('not a checkpoint');
  });

  it('may be from before the first update', () => {
    const fresh = {
      weights: tensors(1),
      optimiser: { step: 0, first: new Map(), second: new Map() },
      kept: null,
      best: null,
      extra: new Map(),
    };
    expect(decodeCheckpoint(encodeCheckpoint(fresh), 'c')).toEqual(fresh);
  });

  it('refuses other files and damaged ones', () => {
    expect(() => decodeCheckpoint(writeSafetensors(tensors(1), { step: '3' }), 'c.safetensors')).toThrow(
      'c.safetensors: this is not a checkpoint of Isoglot.',
    );
    const step = writeSafetensors(new Map(), { format: 'isoglot/checkpoint@1', step: '-1' });
    expect(() => decodeCheckpoint(step, 'c')).toThrow('not a checkpoint');
    expect(() => decodeCheckpoint(encodeCheckpoint(checkpoint).subarray(0, 400), 'c')).toThrow('truncated');
  });

  it.each(['', ' ', '0x1', '1e3', '7.5', '2147483649'])('refuses %j as its step', (step) => {
    const bytes = writeSafetensors(new Map(), { format: 'isoglot/checkpoint@1', step });
    expect(() => decodeCheckpoint(bytes, 'c')).toThrow('not a checkpoint');
  });

  it('refuses numbers that training could not go on from', () => {
    const second = tensors(NaN);
    const broken = encodeCheckpoint({ ...checkpoint, optimiser: { ...checkpoint.optimiser, second } });
    expect(() => decodeCheckpoint(broken, 'c')).toThrow(
      'c: tensor "second/embeddings.weight": number 1 of 4 is NaN.',
    );
  });
});
