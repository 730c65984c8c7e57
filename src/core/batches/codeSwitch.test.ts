import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../tokens';
import { tableOf } from '../selectTexts';
import { switchTokens } from './codeSwitch';
import { queryTexts } from './queryTexts';

const ids = (...tokens: number[]) => Int32Array.from(tokens);

describe('switchTokens', () => {
  it('breaks off and goes on at the same relative place, with special tokens and prompt once', () => {
    // 1 9: opening and prompt; 2: closing. Half of four, half of six.
    const [first, second] = [ids(1, 9, 11, 12, 13, 14, 2), ids(1, 9, 21, 22, 23, 24, 25, 26, 2)];
    expect([...switchTokens(first, second, 0.5)]).toEqual([1, 9, 11, 12, 24, 25, 26, 2]);
    expect([...switchTokens(first, second, 0)]).toEqual([1, 9, 11, 22, 23, 24, 25, 26, 2]);
    expect([...switchTokens(first, second, 0.999)]).toEqual([1, 9, 11, 12, 13, 26, 2]);
  });

  it('leaves alone what has nothing of its own to switch', () => {
    const first = ids(1, 5, 6, 2);
    expect(switchTokens(first, ids(1, 5, 2), 0.5)).toBe(first);
    expect(switchTokens(first, first, 0.5)).toBe(first);
  });

  it('keeps a token of either and is never longer than the longer text', () => {
    const text = (base: number) =>
      fc.array(fc.integer({ min: base, max: base + 50 }), { minLength: 2, maxLength: 12 });
    const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(text(100), text(200), at, (a, b, at) => {
        const [first, second] = [ids(1, ...a, 2), ids(1, ...b, 2)];
        const joined = [...switchTokens(first, second, at)];
        expect(joined.length).toBeLessThanOrEqual(Math.max(first.length, second.length));
        expect([joined[0], joined[1], joined.at(-2), joined.at(-1)]).toEqual([1, a[0], b.at(-1), 2]);
        const seam = joined.findIndex((id) => id >= 200);
        expect(joined.slice(1, seam)).toEqual(a.slice(0, seam - 1));
        expect(joined.slice(seam, -1)).toEqual(b.slice(b.length - (joined.length - 1 - seam)));
      }),
    );
  });
});

describe('queryTexts', () => {
  it('joins the queries that are switched', () => {
    const table = tableOf([ids(1, 11, 12, 2), ids(1, 21, 22, 2)]);
    const pair = { passage: 0, queryLanguage: 'de', passageLanguage: 'de' };
    const texts = queryTexts(table, {
      pairs: [
        { ...pair, query: 1 },
        { ...pair, query: 0, switch: { query: 1, at: 0.5 } },
      ],
    });
    expect([0, 1].map((row) => [...tokensOf(texts, row)])).toEqual([
      [1, 21, 22, 2],
      [1, 11, 22, 2],
    ]);
  });
});
