import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkComposition } from '../batches/checkComposition';
import { composeBatch } from '../batches/composeBatch';
import type { Strategy } from '../batches/batch';
import type { Composition } from '../batches/composition';
import { buildPairPool } from '../batches/pairPool';
import { anyComposition, raggedCorpus } from '../testing/anyComposition';
import { compositionOf } from '../testing/compositionOf';
import { parallelCorpus } from '../testing/parallelCorpus';
import { trainedTexts } from './trainedTexts';

describe('trainedTexts', () => {
  it('are those that the strategy can draw', () => {
    // Both languages ask; English alone answers.
    const apart = parallelCorpus({
      languages: ['de', 'en'],
      questions: 3,
      answers: (_, language) => language === 'en',
    });
    const pool = buildPairPool(apart, { languages: ['de', 'en'], domains: [] });
    const languagesOf = (strategy: Strategy, part: Partial<Composition> = {}) =>
      [...trainedTexts(pool, compositionOf({ strategy, ...part })).queries]
        .map((i) => apart.queries[i]!.language)
        .sort();
    const [de, en] = [
      ['de', 'de', 'de'],
      ['en', 'en', 'en'],
    ];
    expect(languagesOf('X-X')).toEqual(en);
    expect(languagesOf('X-Y')).toEqual(de);
    expect(languagesOf('hybrid')).toEqual([...de, ...en]);
    expect(languagesOf('hybrid', { alpha: 1 })).toEqual(en);
    expect(languagesOf('hybrid', { alpha: 0 })).toEqual(de);
    expect(languagesOf('hybrid', { alpha: 1, alphaSchedule: 'linear', alphaEnd: 0 })).toEqual([...de, ...en]);
    expect(languagesOf('ratio', { kindWeights: { mono: 0, mixed: 0, cross: 1, english: 0 } })).toEqual(de);
    expect(languagesOf('within', { crossShare: 0 })).toEqual(en);
    expect(languagesOf('within', { crossShare: 1 })).toEqual(de);
    expect(languagesOf('matrix', { pairWeights: { 'en-en': 1, 'de-en': 0 } })).toEqual(en);
    expect(languagesOf('X-X', { codeSwitch: 0.1 })).toEqual([...de, ...en]);
    expect(languagesOf('En-En')).toEqual(en);
  });

  it('hold every text of every batch', () => {
    fc.assert(
      fc.property(raggedCorpus, anyComposition, fc.nat(1000), (corpus, composition, seed) => {
        const pool = buildPairPool(corpus, { languages: [], domains: [] });
        try {
          checkComposition(pool, composition);
        } catch {
          return;
        }
        const { queries, passages } = trainedTexts(pool, composition);
        for (let step = 0; step < 4; step++) {
          for (const pair of composeBatch(pool, composition, seed, step).pairs) {
            expect(queries.has(pair.query) && passages.has(pair.passage)).toBe(true);
            if (pair.switch) expect(queries.has(pair.switch.query)).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
