import { describe, expect, it } from 'vitest';
import fixture from '../../../fixtures/batches/hybrid-binomial.json';
import { TEST_LANGUAGES } from '../testing/anyComposition';
import { compositionOf } from '../testing/compositionOf';
import { parallelCorpus } from '../testing/parallelCorpus';
import { checkComposition } from './checkComposition';
import type { Composition } from './composition';
import { compareCounts, countBatches } from './countBatches';
import { expectedCounts } from './expectedCounts';
import { buildPairPool } from './pairPool';

const corpus = parallelCorpus({
  languages: TEST_LANGUAGES,
  questions: 240,
  domain: (i) => (i % 6 === 0 ? 'law' : i % 6 < 3 ? 'food' : 'arts'),
  // "zh" has half as many questions as the others.
  asks: (i, language) => language !== 'zh' || i % 2 === 0,
});
const pool = buildPairPool(corpus, { languages: [], domains: [] });
const BATCHES = 1000;
const sampling = (by: 'uniform' | 'size' | 'temperature') => ({ by, temperature: 3 });

const COMPOSITIONS: [string, Partial<Composition>][] = [
  ['X-X-mono', { strategy: 'X-X-mono' }],
  ['X-X', { strategy: 'X-X' }],
  ['X-Y', { strategy: 'X-Y' }],
  ['En-En', { strategy: 'En-En' }],
  ['hybrid', { alpha: 0.3 }],
  ['linear', { alpha: 1, alphaSchedule: 'linear', steps: BATCHES }],
  ['linear, four a step', { alpha: 1, alphaSchedule: 'linear', steps: BATCHES / 4, accumulate: 4 }],
  ['curriculum', { alphaSchedule: 'curriculum', alphaEnd: 0.25, steps: BATCHES }],
  ['ratio', { strategy: 'ratio', kindWeights: { mono: 1, mixed: 2, cross: 3, english: 0.5 } }],
  ['within', { strategy: 'within', crossShare: 0.3 }],
  ['matrix', { strategy: 'matrix', pairWeights: { 'en-zh': 3, 'zh-en': 1, 'ar-ar': 2 } }],
  ['parallel', { strategy: 'parallel', batchSize: 18 }],
  [
    'by size, domains alike',
    { sampling: { languages: sampling('size'), domains: sampling('uniform'), dataSets: sampling('size') } },
  ],
  [
    'by temperature',
    {
      strategy: 'X-Y',
      sampling: {
        ...{ languages: sampling('temperature'), domains: sampling('temperature') },
        dataSets: sampling('uniform'),
      },
    },
  ],
  ['code-switched', { codeSwitch: 0.2 }],
];

describe('expectedCounts', () => {
  it.each(fixture.mono_batches_of_1000)('of hybrid batches, alpha $alpha', ({ alpha, low, high }) => {
    const { mono } = expectedCounts(pool, compositionOf({ alpha }), BATCHES).kinds;
    if (alpha === 0) expect(mono).toBeUndefined();
    else expect(mono).toEqual({ share: expect.closeTo(alpha, 12) as number, low, high });
  });

  it('of whole batches in one language, and of single pairs', () => {
    const [expected] = fixture.language_counts.filter(({ languages }) => languages === 4);
    const ofMono = expectedCounts(pool, compositionOf({ strategy: 'X-X-mono', batchSize: 8 }), BATCHES);
    const [low, high] = expected!['per_language_99.9%'];
    expect(ofMono.queryLanguages.hi).toEqual({ share: 0.25, low: 8 * low!, high: 8 * high! });
    // 12 ordered pairs: 8,000 / 12 = 667 each; scipy.stats.binom.ppf([.0005, .9995], 8000, 1 / 12) = 587, 749.
    const ofCross = expectedCounts(pool, compositionOf({ strategy: 'X-Y', batchSize: 8 }), BATCHES);
    expect(ofCross.pairs['hi-zh']).toEqual({ share: expect.closeTo(1 / 12, 12) as number, ...CROSS });
  });

  it.each(COMPOSITIONS)('hold what 1,000 batches have: %s', (_, part) => {
    const composition = { ...compositionOf({ batchSize: 16, ...part }), seed: 20240815 };
    checkComposition(pool, composition);
    const drawn = countBatches(corpus, pool, composition, BATCHES);
    const asked = expectedCounts(pool, composition, BATCHES);
    for (const [measure, expected] of Object.entries(asked)) {
      const all = ['kinds', 'branches'].includes(measure) ? BATCHES : BATCHES * composition.batchSize;
      const rows = compareCounts(drawn[measure as keyof typeof drawn], expected, all);
      expect(Object.fromEntries(Object.entries(rows).filter(([, { inside }]) => !inside))).toEqual({});
      if (measure === 'switched') continue;
      const sum = Object.values(expected).reduce((total, { share }) => total + share, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
  });
});

const CROSS = { low: 587, high: 749 };
