import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import invariants from '../../../fixtures/batches/invariants.json';
import type { Corpus } from '../corpus';
import { groupBy } from '../groupBy';
import { anyComposition, raggedCorpus, TEST_LANGUAGES as LANGUAGES } from '../testing/anyComposition';
import { compositionOf } from '../testing/compositionOf';
import { parallelCorpus } from '../testing/parallelCorpus';
import { STRATEGIES, type Batch, type Strategy } from './batch';
import { checkComposition } from './checkComposition';
import { batchesOf, composeBatch } from './composeBatch';
import { countBatch } from './countBatch';
import type { Composition } from './composition';
import { falseNegativeMask } from './falseNegatives';
import { buildPairPool, type PairPool } from './pairPool';

const corpus = parallelCorpus({ languages: LANGUAGES, questions: 40 });
const pool = buildPairPool(corpus, { languages: [], domains: [] });

type Rows = string[][];
const rowsOf = (batch: Batch): Rows => batch.pairs.map((p) => [p.queryLanguage, p.passageLanguage]);

const oneLanguage = (rows: Rows) => new Set(rows.flat()).size === 1;
const different = (rows: Rows) => rows.every(([q, p]) => q !== p);

const sameLanguage = (rows: Rows) => rows.every(([q, p]) => q === p);
const english = (rows: Rows) => rows.flat().every((language) => language === 'en');

type Rule = (rows: Rows, composition: Composition) => boolean;

/** The invariants of fixtures/batches on the languages of a batch, by their ids; those of own strategies below. */
const RULES: Record<Strategy, Record<string, Rule>> = {
  'X-X-mono': { one_language: oneLanguage },
  'X-X': { same_language_pairs: sameLanguage },
  'X-Y': { different_language: different },
  'En-En': { english },
  hybrid: { either_or: (rows) => oneLanguage(rows) || different(rows) },
  ratio: {
    a_weighted_kind: (rows, { kindWeights: { mono, mixed, cross, english: en } }) =>
      (mono > 0 && oneLanguage(rows)) ||
      (mixed > 0 && sameLanguage(rows)) ||
      (cross > 0 && different(rows)) ||
      (en > 0 && english(rows)),
  },
  within: {
    share: (rows, { crossShare, batchSize }) =>
      rows.filter(([q, p]) => q !== p).length === Math.round(crossShare * batchSize),
  },
  matrix: { weighted: (rows, { pairWeights }) => rows.every(([q, p]) => pairWeights[`${q}-${p}`]! > 0) },
  parallel: { different_language: different },
};

const keeps = (composition: Composition, rows: Rows) =>
  Object.values(RULES[composition.strategy]).every((rule) => rule(rows, composition));

/** The invariants that hold for every strategy: size, relevance, in_range, false_negatives. */
function expectSound(batch: Batch, composition: Composition, from: Corpus): void {
  const size = composition.batchSize;
  expect(batch.pairs).toHaveLength(size);
  for (const { query, passage, queryLanguage, passageLanguage, switch: switched } of batch.pairs) {
    expect(from.queries[query]!.language).toBe(queryLanguage);
    expect(from.passages[passage]!.language).toBe(passageLanguage);
    expect(from.relevant[query]).toContain(passage);
    if (!switched) continue;
    expect(from.queries[switched.query]!.group).toBe(from.queries[query]!.group);
    expect(from.queries[switched.query]!.language).not.toBe(queryLanguage);
  }
  if (composition.strategy === 'parallel') expectWholeQuestions(batch, from);
  else expect(new Set(batch.pairs.map(({ query }) => from.queries[query]!.group)).size).toBe(size);
  if (composition.falseNegatives === 'apart')
    expect(falseNegativeMask(from, batch, 'masked').some(Boolean)).toBe(false);
  const rows = rowsOf(batch);
  expect(batch.kind).toBe(sameLanguage(rows) ? 'mono' : different(rows) ? 'cross' : 'mixed');
  expect(keeps(composition, rows)).toBe(true);
}

/** Each question but the last stands in every language that has it, once on either side, and never with itself. */
function expectWholeQuestions({ pairs }: Batch, from: Corpus): void {
  const groups = [...groupBy(pairs, ({ query }) => from.queries[query]!.group)];
  for (const [i, [group, ofGroup]] of groups.entries()) {
    const asking = ofGroup.map((pair) => pair.queryLanguage).sort();
    const answering = ofGroup.map((pair) => pair.passageLanguage).sort();
    expect(new Set(asking).size).toBe(asking.length);
    expect(new Set(answering).size).toBe(answering.length);
    if (i === groups.length - 1) continue;
    expect(answering).toEqual(asking);
    const answered = from.queries.flatMap((query, index) =>
      query.group === group &&
      from.relevant[index]!.some((passage) => from.passages[passage]!.language === query.language)
        ? [query.language]
        : [],
    );
    expect(asking).toEqual(answered.sort());
  }
}

describe('composeBatch', () => {
  const seed = fc.nat({ max: 2 ** 32 - 1 });
  const isFit = (of: PairPool, composition: Composition) => {
    try {
      checkComposition(of, composition);
      return true;
    } catch {
      return false;
    }
  };

  it('composes the batches of a step one after the other, all with the alpha of the step', () => {
    // Alpha goes from 1 at the first step over 1/2 to 0 at the last one.
    const composition = compositionOf({
      alpha: 1,
      alphaSchedule: 'linear',
      steps: 3,
      accumulate: 4,
      batchSize: 8,
    });
    const steps = [0, 1, 2].map((step) => batchesOf(pool, composition, 5, step));
    expect(steps.flat()).toEqual(
      Array.from({ length: 12 }, (_, draw) => composeBatch(pool, composition, 5, draw)),
    );
    expect(steps[0]!.map(({ kind }) => kind)).toEqual(Array(4).fill('mono'));
    expect(steps[2]!.map(({ kind }) => kind)).toEqual(Array(4).fill('cross'));
    expect(new Set(steps[0]!.map(({ pairs }) => JSON.stringify(pairs))).size).toBe(4);
  });

  it.each(STRATEGIES)('keeps every invariant: %s', (strategy) => {
    fc.assert(
      fc.property(anyComposition, seed, fc.nat(100_000), (drawn, seed, draw) => {
        const composition = { ...drawn, strategy };
        fc.pre(isFit(pool, composition));
        const batch = composeBatch(pool, composition, seed, draw);
        expect(batch.draw).toBe(draw);
        expectSound(batch, composition, corpus);
        expect(composeBatch(pool, { ...composition }, seed, draw)).toEqual(batch);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps them where languages lack questions, whenever the composition passed the check', () => {
    fc.assert(
      fc.property(raggedCorpus, anyComposition, seed, (ragged, composition, seed) => {
        const raggedPool = buildPairPool(ragged, { languages: [], domains: [] });
        fc.pre(isFit(raggedPool, composition));
        for (let step = 0; step < 5; step++) {
          expectSound(composeBatch(raggedPool, composition, seed, step), composition, ragged);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes as many cross-lingual batches by ratio as by alpha', () => {
    const hybrid = compositionOf({ alpha: 0.3, batchSize: 4 });
    const kindWeights = { mono: 3, mixed: 0, cross: 7, english: 0 };
    const ratio = compositionOf({ strategy: 'ratio', kindWeights, batchSize: 4 });
    for (let step = 0; step < 100; step++)
      expect(composeBatch(pool, ratio, 5, step)).toEqual(composeBatch(pool, hybrid, 5, step));
  });

  it('only adds to the switched queries of a lower share', () => {
    const at = (codeSwitch: number, step: number) =>
      composeBatch(pool, compositionOf({ codeSwitch, batchSize: 16 }), 3, step).pairs;
    for (let step = 0; step < 50; step++) {
      const [none, some, all] = [at(0, step), at(0.4, step), at(1, step)];
      expect(all.map(({ switch: _, ...pair }) => pair)).toEqual(none);
      for (const [i, pair] of some.entries()) if (pair.switch) expect(pair).toEqual(all[i]);
      expect(all.every((pair) => pair.switch)).toBe(true);
    }
  });

  it('depends on composition, seed and step alone', () => {
    const composition = compositionOf({ batchSize: 8 });
    const run = Array.from({ length: 10 }, (_, step) => composeBatch(pool, composition, 9, step));
    expect(composeBatch(pool, composition, 9, 7)).toEqual(run[7]);
    expect(composeBatch(pool, composition, 10, 7)).not.toEqual(run[7]);
    expect(new Set(run.map((batch) => JSON.stringify(batch.pairs))).size).toBe(10);
  });

  it('changes with alpha only where the coin falls differently', () => {
    const at = (strategy: Strategy, alpha: number, step: number) =>
      composeBatch(pool, compositionOf({ strategy, alpha, batchSize: 8 }), 4, step);
    for (let step = 0; step < 200; step++) {
      const low = at('hybrid', 0.3, step);
      const high = at('hybrid', 0.6, step);
      // What is monolingual at a low alpha is so at a higher one.
      if (low.kind === 'mono') expect(high.kind).toBe('mono');
      expect(low).toEqual(at(low.kind === 'mono' ? 'X-X-mono' : 'X-Y', 0, step));
      expect(high).toEqual(at(high.kind === 'mono' ? 'X-X-mono' : 'X-Y', 0, step));
    }
  });

  it('varies languages inside mixed and cross-lingual batches', () => {
    for (const strategy of ['X-X', 'X-Y'] as const) {
      const batch = composeBatch(pool, compositionOf({ strategy }), 1, 0);
      expect(Object.keys(countBatch(corpus, batch).pairs).length).toBeGreaterThan(2);
    }
  });

  it('draws any of several relevant passages', () => {
    const twice: Corpus = {
      ...corpus,
      relevant: corpus.relevant.map((list) => [...list, 0].sort((a, b) => a - b)),
    };
    const twicePool = buildPairPool(twice, { languages: ['ar'], domains: [] });
    const drawn = Array.from({ length: 50 }, (_, step) =>
      composeBatch(twicePool, compositionOf({ strategy: 'X-X-mono', batchSize: 4 }), 0, step).pairs.map(
        (p) => p.passage,
      ),
    ).flat();
    expect(drawn.filter((passage) => passage === 0).length).toBeGreaterThan(50);
    expect(drawn.filter((passage) => passage !== 0).length).toBeGreaterThan(50);
  });
});

describe('composeBatch without checkComposition', () => {
  it.each(STRATEGIES)('throws rather than search for ever: %s', (strategy) => {
    const composition = compositionOf({ strategy, batchSize: 161, pairWeights: { 'en-zh': 1 } });
    expect(() => composeBatch(pool, composition, 0, 0)).toThrow(RangeError);
  });
});

describe('the examples of fixtures/batches/invariants.json', () => {
  it('are judged rightly by the rules above', () => {
    for (const [strategy, rows] of Object.entries(invariants.examples.valid)) {
      expect(keeps(compositionOf({ strategy: strategy as Strategy }), rows)).toBe(true);
    }
    for (const { strategy, rows, breaks } of invariants.examples.invalid) {
      expect(RULES[strategy as Strategy][breaks]!(rows, compositionOf({}))).toBe(false);
    }
  });
});
