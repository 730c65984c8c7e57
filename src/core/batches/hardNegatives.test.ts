import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parallelCorpus } from '../testing/parallelCorpus';
import {
  chooseHardNegatives,
  hasFittingLanguage,
  type HardNegativeLanguage,
  minedPairs,
  relevantByGroup,
} from './hardNegatives';
import { buildPairPool } from './pairPool';

const rule = {
  hardNegativeLanguage: 'any',
  hardNegativeRanks: [1, 3] as [number, number],
  hardNegativeMargin: 0,
} as const;

describe('chooseHardNegatives', () => {
  // Best first; 4 and 7 are relevant, so that the ranks of the others are 9: 1, 2: 2, 5: 3, 1: 4.
  const ranking: [number, number][] = [
    [9, 0.9],
    [4, 0.8],
    [2, 0.7],
    [5, 0.6],
    [7, 0.5],
    [1, 0.4],
  ];
  const relevant = new Set([4, 7]);

  it('counts ranks without the relevant passages, the first and the last of the window included', () => {
    expect(chooseHardNegatives(ranking, relevant, 0.8, rule)).toEqual([9, 2, 5]);
    expect(chooseHardNegatives(ranking, relevant, 0.8, { ...rule, hardNegativeRanks: [2, 4] })).toEqual([
      2, 5, 1,
    ]);
    expect(chooseHardNegatives(ranking, relevant, 0.8, { ...rule, hardNegativeRanks: [5, 9] })).toEqual([]);
  });

  it('leaves out what scores above the positive minus the margin, and moves nothing up', () => {
    // 0.8 - 0.15 = 0.65: 9 and 2 score above it.
    expect(chooseHardNegatives(ranking, relevant, 0.8, { ...rule, hardNegativeMargin: 0.15 })).toEqual([5]);
  });

  it('never takes a relevant passage, keeps to window and margin, and takes all that it may', () => {
    const scores = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 40 });
    const setting = fc.record({
      from: fc.integer({ min: 1, max: 10 }),
      more: fc.nat(10),
      margin: fc.constantFrom(0, 0.1, 0.5),
      positive: fc.float({ min: -1, max: 1, noNaN: true }),
      relevant: fc.array(fc.nat(39)),
    });
    fc.assert(
      fc.property(scores, setting, (values, { from, more, margin, positive, relevant: judged }) => {
        const list = values
          .toSorted((a, b) => b - a)
          .map((score, passage): [number, number] => [passage, score]);
        const answers = new Set(judged);
        const chosen = chooseHardNegatives(list, answers, positive, {
          ...rule,
          hardNegativeRanks: [from, from + more],
          hardNegativeMargin: margin,
        });
        const others = list.filter(([passage]) => !answers.has(passage));
        const window = others.slice(from - 1, from + more);
        const expected = window.filter(([, score]) => margin === 0 || !(score > positive - margin));
        expect(chosen).toEqual(expected.map(([passage]) => passage));
      }),
    );
  });
});

it.each<[rule: HardNegativeLanguage, inSame: boolean, inOther: boolean]>([
  ['same', true, false],
  ['other', false, true],
  ['any', true, true],
])('takes a language that fits: %s', (hardNegativeLanguage, inSame, inOther) => {
  expect(hasFittingLanguage('de', 'de', { hardNegativeLanguage })).toBe(inSame);
  expect(hasFittingLanguage('en', 'de', { hardNegativeLanguage })).toBe(inOther);
});

it('lists every pair of a pool, and what is relevant to a question in whatever language it is asked', () => {
  // Queries: en 0-1, de 2-3; passages: en 0-1, de 2-3.
  const corpus = parallelCorpus({ languages: ['en', 'de'], questions: 2 });
  // Judged in German alone: relevant to the English version of the question as well.
  corpus.relevant[0] = [0];
  const pool = buildPairPool(corpus, { languages: [], domains: [] });
  expect(minedPairs(pool)).toEqual([
    { query: 0, passage: 0 },
    { query: 2, passage: 0 },
    { query: 2, passage: 2 },
    { query: 1, passage: 1 },
    { query: 1, passage: 3 },
    { query: 3, passage: 1 },
    { query: 3, passage: 3 },
  ]);
  expect([...relevantByGroup(corpus).get('q0')!].sort()).toEqual([0, 2]);
});
