import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenTable } from './tokens';
import { keepRows, neededPieces, putRowsBack, toKeptRows } from './vocabulary';

const table = (texts: number[][]): TokenTable => {
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((ids, i) => (offsets[i + 1] = offsets[i]! + ids.length));
  return { ids: Int32Array.from(texts.flat()), offsets };
};
const VOCABULARY = 40;
const texts = fc.array(fc.array(fc.nat(VOCABULARY - 1), { maxLength: 12 }), { maxLength: 8 });
const specials = fc.array(fc.nat(VOCABULARY - 1), { maxLength: 4 });

describe('neededPieces', () => {
  it('gives every piece of the texts and every special one, once, ascending', () => {
    expect([...neededPieces([table([[3, 9], []]), table([[9, 7]])], [0, 2], 10)]).toEqual([0, 2, 3, 7, 9]);
    expect([...neededPieces([table([])], [], 10)]).toEqual([]);
  });

  it('leaves special pieces out that have no row', () => {
    expect([...neededPieces([table([[1]])], [10, 11], 10)]).toEqual([1]);
  });
});

describe('a trimmed vocabulary', () => {
  it('maps pieces to rows one to one, and back', () => {
    fc.assert(
      fc.property(texts, texts, specials, (queries, passages, special) => {
        const tables = [table(queries), table(passages)];
        const kept = neededPieces(tables, special, VOCABULARY);
        expect([...kept]).toEqual(
          [...new Set([...queries.flat(), ...passages.flat(), ...special])].sort((a, b) => a - b),
        );
        for (const whole of tables) {
          const rows = toKeptRows(whole, kept);
          expect(rows.offsets).toEqual(whole.offsets);
          expect(Array.from(rows.ids, (row) => kept[row])).toEqual([...whole.ids]);
        }
      }),
    );
  });

  it('holds for each piece the numbers of the whole table', () => {
    const width = 3;
    const whole = {
      shape: [VOCABULARY, width],
      data: Float32Array.from({ length: VOCABULARY * width }, (_, i) => Math.sin(i)),
    };
    fc.assert(
      fc.property(specials, (ids) => {
        const kept = neededPieces([], ids, VOCABULARY);
        const rows = keepRows(whole, kept);
        expect(rows.shape).toEqual([kept.length, width]);
        kept.forEach((id, row) => {
          const numbers = (data: Float32Array, at: number) => [
            ...data.subarray(at * width, (at + 1) * width),
          ];
          expect(numbers(rows.data, row)).toEqual(numbers(whole.data, id));
        });
      }),
    );
  });

  it('goes back into the whole table without touching another row', () => {
    const whole = { shape: [4, 2], data: Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7]) };
    const kept = Int32Array.from([1, 3]);
    const rows = keepRows(whole, kept);
    expect(putRowsBack(whole, rows, kept)).toEqual(whole);
    rows.data.set([-2, -3, -6, -7]);
    expect([...putRowsBack(whole, rows, kept).data]).toEqual([0, 1, -2, -3, 4, 5, -6, -7]);
    expect([...whole.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
