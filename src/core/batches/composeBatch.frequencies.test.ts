import { describe, expect, it } from 'vitest';
import bounds from '../../../fixtures/batches/hybrid-binomial.json';
import { compositionOf } from '../testing/compositionOf';
import { composeBatch } from './composeBatch';
import { countBatches } from './countBatches';
import type { Composition } from './composition';
import type { Corpus } from '../corpus';
import { buildPairPool, type PairPool } from './pairPool';
import { parallelCorpus } from '../testing/parallelCorpus';

/** Chosen once: with a fixed seed a check holds always or never. */
const SEED = 20240815;
const BATCHES = 1000;

function dataOf(languages: number): { corpus: Corpus; pool: PairPool } {
  const names = Array.from({ length: languages }, (_, i) => `l${String(i).padStart(2, '0')}`);
  const corpus = parallelCorpus({
    languages: names,
    questions: 30,
    // The first language has far fewer questions: size must not change how often it is drawn.
    asks: (i, language) => language !== 'l00' || i < 10,
  });
  return { corpus, pool: buildPairPool(corpus, { languages: [], domains: [] }) };
}

function draw(pool: PairPool, part: Partial<Composition>, batches = BATCHES) {
  const composition = compositionOf(part);
  return Array.from({ length: batches }, (_, step) => composeBatch(pool, composition, SEED, step));
}

function within(counts: number[], [low, high]: number[]): void {
  for (const count of counts) {
    expect(count).toBeGreaterThanOrEqual(low!);
    expect(count).toBeLessThanOrEqual(high!);
  }
}

describe('the frequencies of 1,000 batches lie within the 99.9% bounds of the binomial distribution', () => {
  it.each(bounds.mono_batches_of_1000)(
    'hybrid, alpha $alpha: $low to $high monolingual',
    ({ alpha, low, high }) => {
      const batches = draw(dataOf(4).pool, { strategy: 'hybrid', alpha, batchSize: 2 });
      within([batches.filter((batch) => batch.kind === 'mono').length], [low, high]);
    },
  );

  it.each(bounds.language_counts)('$languages languages: uniform whatever their sizes', (expected) => {
    const { corpus, pool } = dataOf(expected.languages);
    const mono = draw(pool, { strategy: 'X-X-mono', alpha: 1, batchSize: 1 });
    const languages = pool.languages.map(
      (language) => mono.filter(({ pairs }) => pairs[0]!.queryLanguage === language).length,
    );
    within(languages, expected['all_languages_99.9%_bonferroni']);

    const composition = { ...compositionOf({ strategy: 'X-Y', batchSize: 8 }), seed: SEED };
    const { pairs } = countBatches(corpus, pool, composition, BATCHES);
    expect(Object.keys(pairs)).toHaveLength(expected.ordered_pairs);
    within(Object.values(pairs), expected['X-Y_all_pairs_99.9%_bonferroni_in_8000_pairs']);
  });

  it.each(bounds.mono_in_one_language)(
    'hybrid, alpha $alpha, $languages languages: alpha / L each',
    (expected) => {
      const { pool } = dataOf(expected.languages);
      const mono = draw(pool, { strategy: 'hybrid', alpha: expected.alpha, batchSize: 2 }, expected.n).filter(
        (batch) => batch.kind === 'mono',
      );
      const first = mono.filter(({ pairs }) => pairs[0]!.queryLanguage === 'l01').length;
      within([first], expected['99.9%']);
    },
  );

  it.each(bounds['X-X_accidental_mono'])(
    'X-X, $languages languages, $B pairs: one language by chance',
    (expected) => {
      const probability = expected['P(X-X batch happens to be one language)'];
      const batches = draw(dataOf(expected.languages).pool, {
        strategy: 'X-X',
        alpha: 0,
        batchSize: expected.B,
      });
      const accidents = batches.filter(
        ({ pairs }) => new Set(pairs.map((pair) => pair.queryLanguage)).size === 1,
      );
      // Five standard deviations, and at least 3 for the rarest.
      const slack = Math.max(3, 5 * Math.sqrt(BATCHES * probability * (1 - probability)));
      expect(Math.abs(accidents.length - BATCHES * probability)).toBeLessThanOrEqual(slack);
    },
  );
});
