import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from './batch';
import { falseNegativeMask, maskOtherPositives } from './falseNegatives';
import { parallelCorpus } from '../testing/parallelCorpus';

// Queries: en 0-2, de 3-5; passages: en 0-2, de 3-5; question i has passages i and 3 + i.
const corpus = parallelCorpus({ languages: ['en', 'de'], questions: 3 });

function batchOf(pairs: [query: number, passage: number][]): Batch {
  const language = (index: number) => (index < 3 ? 'en' : 'de');
  return {
    draw: 0,
    kind: 'cross',
    pairs: pairs.map(([query, passage]) => ({
      query,
      passage,
      queryLanguage: language(query),
      passageLanguage: language(passage),
    })),
  };
}

describe('falseNegativeMask', () => {
  it('masks another language of the query’s own passage and the very same passage, not the pair itself', () => {
    // Question 0 twice (en-de, de-en) and once more with the same passage (de-de); question 1 once.
    const batch = batchOf([
      [0, 3],
      [3, 0],
      [1, 4],
      [3, 3],
    ]);
    expect([...falseNegativeMask(corpus, batch, 'masked')]).toEqual([
      0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0,
    ]);
  });

  it('is all zeros if false negatives are kept', () => {
    const batch = batchOf([
      [0, 3],
      [3, 0],
    ]);
    expect([...falseNegativeMask(corpus, batch, 'kept')]).toEqual([0, 0, 0, 0]);
  });

  it('masks a hard negative for the queries that it is relevant to', () => {
    // Questions 0 and 1; behind their passages one of question 1, one of question 0 and one of question 2.
    const batch = batchOf([
      [0, 3],
      [1, 4],
    ]);
    expect([...falseNegativeMask(corpus, batch, 'masked', [1, 0, 5])]).toEqual([
      0, 0, 0, 1, 0, 0, 0, 1, 0, 0,
    ]);
    expect([...falseNegativeMask(corpus, batch, 'kept', [1, 0, 5])]).toEqual(new Array(10).fill(0));
  });

  it('can leave out all passages of other pairs, and no hard negative by that', () => {
    expect([...maskOtherPositives(Uint8Array.of(0, 0, 0, 0, 0, 1), 2)]).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('masks exactly the relevant passages of other pairs', () => {
    const pair = fc
      .tuple(fc.nat(5), fc.nat(1))
      .map(([query, l]): [number, number] => [query, l * 3 + (query % 3)]);
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
        const mask = falseNegativeMask(corpus, batchOf(pairs), 'masked');
        for (const [i, [query]] of pairs.entries()) {
          for (const [j, [, passage]] of pairs.entries()) {
            const expected = i !== j && query % 3 === passage % 3;
            expect(mask[i * pairs.length + j]).toBe(expected ? 1 : 0);
          }
        }
      }),
    );
  });
});
