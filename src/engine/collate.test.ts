import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../core/tokens';
import { collate, concatTokens, invert } from './collate';
import { tokenTable } from './testing/fixtures';

const limits = { vocabulary: 100, positions: 42, positionOffset: 2 };
const texts = fc.array(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 40 }), {
  minLength: 1,
  maxLength: 12,
});

describe('collate', () => {
  it('lays out every token once, with its place and text, and pads nothing', () => {
    fc.assert(
      fc.property(texts, (lists) => {
        const table = tokenTable(lists);
        const batch = collate(table, limits);
        expect(batch.ids).toHaveLength(table.ids.length);
        lists.forEach((ids, text) => {
          const first = batch.firsts[text]!;
          expect([...batch.ids.subarray(first, first + ids.length)]).toEqual(ids);
          expect([...batch.places.subarray(first, first + ids.length)]).toEqual(ids.map((_id, t) => 2 + t));
          expect(batch.textOf.subarray(first, first + ids.length).every((own) => own === text)).toBe(true);
          expect(batch.lengths[text]).toBe(ids.length);
        });
        const rows = batch.groups.reduce((sum, group) => {
          expect(group.first).toBe(sum);
          expect(group.lengths).toHaveLength(group.texts);
          expect(Math.max(...group.lengths)).toBeLessThanOrEqual(group.time);
          expect(group.time).toBeLessThanOrEqual(limits.positions - limits.positionOffset);
          return sum + group.texts * group.time;
        }, 0);
        expect(rows).toBe(batch.ids.length);
      }),
    );
  });

  it('takes the texts chosen, in that order', () => {
    const batch = collate(tokenTable([[1], [2, 2], [3]]), limits, [2, 0]);
    expect([...batch.firsts].map((first) => batch.ids[first])).toEqual([3, 1]);
  });

  it('refuses a token that the encoder does not embed', () => {
    expect(() => collate(tokenTable([[5, 100]]), limits)).toThrow(/token id 100.*0 to 99/);
  });

  it('refuses a text that is longer than there are positions', () => {
    expect(() => collate(tokenTable([new Array<number>(41).fill(1)]), limits)).toThrow(
      /41 tokens.*positions for 40/,
    );
  });
});

describe('concatTokens', () => {
  it('puts the texts of the second table behind those of the first', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const joined = concatTokens(tokenTable(a), tokenTable(b));
        [...a, ...b].forEach((ids, text) => expect([...tokensOf(joined, text)]).toEqual(ids));
      }),
    );
  });
});

describe('invert', () => {
  it('lists the tokens of each row, padding left out', () => {
    const { starts, order } = invert(Int32Array.of(2, 0, 2, 0), Int32Array.of(0, 0, 0, -1), 4);
    expect([...starts]).toEqual([0, 1, 1, 3, 3]);
    expect([...order]).toEqual([1, 0, 2]);
  });
});
