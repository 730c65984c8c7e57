import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import invariants from '../../../fixtures/batches/invariants.json';
import { STRATEGIES, type Batch, type Strategy } from './batch';
import { checkComposition, composeBatch, countPairs } from './composeBatch';
import type { Corpus } from '../corpus';
import type { IsoglotError } from '../errors';
import { buildPairPool } from './pairPool';
import { parallelCorpus } from '../testing/parallelCorpus';

const LANGUAGES = ['ar', 'en', 'hi', 'zh'];
const corpus = parallelCorpus({ languages: LANGUAGES, questions: 40 });
const pool = buildPairPool(corpus, { languages: [], domains: [] });

type Rows = string[][];
const rowsOf = (batch: Batch): Rows => batch.pairs.map((p) => [p.queryLanguage, p.passageLanguage]);

const oneLanguage = (rows: Rows) => new Set(rows.flat()).size === 1;
const different = (rows: Rows) => rows.every(([q, p]) => q !== p);

/** The invariants of fixtures/batches on the languages of a batch, by their ids. */
const RULES: Record<Strategy, Record<string, (rows: Rows) => boolean>> = {
  'X-X-mono': { one_language: oneLanguage },
  'X-X': { same_language_pairs: (rows) => rows.every(([q, p]) => q === p) },
  'X-Y': { different_language: different },
  'En-En': { english: (rows) => rows.flat().every((language) => language === 'en') },
  hybrid: { either_or: (rows) => oneLanguage(rows) || different(rows) },
};

const keeps = (strategy: Strategy, rows: Rows) => Object.values(RULES[strategy]).every((rule) => rule(rows));

/** The invariants that hold for every strategy: size, relevance, in_range, false_negatives. */
function expectSound(batch: Batch, size: number, from: Corpus): void {
  expect(batch.pairs).toHaveLength(size);
  for (const { query, passage, queryLanguage, passageLanguage } of batch.pairs) {
    expect(from.queries[query]!.language).toBe(queryLanguage);
    expect(from.passages[passage]!.language).toBe(passageLanguage);
    expect(from.relevant[query]).toContain(passage);
  }
  expect(new Set(batch.pairs.map(({ query }) => from.queries[query]!.group)).size).toBe(size);
}

/** Corpora in which languages lack queries and passages here and there, as in MLQA-R. */
const raggedCorpus = fc
  .record({
    languages: fc.constantFrom(['en', 'zh'], LANGUAGES),
    questions: fc.integer({ min: 12, max: 30 }),
    lacking: fc.integer({ min: 2, max: 5 }),
  })
  .map(({ languages, questions, lacking }) =>
    parallelCorpus({
      languages,
      questions,
      asks: (i, language) => (i + languages.indexOf(language)) % lacking !== 0,
      answers: (i, language) => (2 * i + languages.indexOf(language)) % lacking !== 1,
    }),
  );

describe('composeBatch', () => {
  const seed = fc.nat({ max: 2 ** 32 - 1 });
  const anyComposition = fc.record({
    strategy: fc.constantFrom(...STRATEGIES),
    alpha: fc.double({ min: 0, max: 1, noNaN: true }),
    batchSize: fc.integer({ min: 1, max: 40 }),
  });

  it('keeps every invariant of every strategy', () => {
    fc.assert(
      fc.property(anyComposition, seed, fc.nat(100_000), (composition, seed, step) => {
        const batch = composeBatch(pool, composition, seed, step);
        expect(batch.step).toBe(step);
        expectSound(batch, composition.batchSize, corpus);
        expect(keeps(composition.strategy, rowsOf(batch))).toBe(true);
        expect(batch.kind).toBe(different(rowsOf(batch)) ? 'cross' : 'mono');
      }),
      { numRuns: 500 },
    );
  });

  it('keeps them where languages lack questions, whenever the composition passed the check', () => {
    fc.assert(
      fc.property(raggedCorpus, anyComposition, seed, (ragged, composition, seed) => {
        const raggedPool = buildPairPool(ragged, { languages: [], domains: [] });
        try {
          checkComposition(raggedPool, composition);
        } catch {
          return;
        }
        for (let step = 0; step < 5; step++) {
          const batch = composeBatch(raggedPool, composition, seed, step);
          expectSound(batch, composition.batchSize, ragged);
          expect(keeps(composition.strategy, rowsOf(batch))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('depends on composition, seed and step alone', () => {
    const composition = { strategy: 'hybrid', alpha: 0.5, batchSize: 8 } as const;
    const run = Array.from({ length: 10 }, (_, step) => composeBatch(pool, composition, 9, step));
    expect(composeBatch(pool, composition, 9, 7)).toEqual(run[7]);
    expect(composeBatch(pool, composition, 10, 7)).not.toEqual(run[7]);
    expect(new Set(run.map((batch) => JSON.stringify(batch.pairs))).size).toBe(10);
  });

  it('changes with alpha only where the coin falls differently', () => {
    const at = (strategy: Strategy, alpha: number, step: number) =>
      composeBatch(pool, { strategy, alpha, batchSize: 8 }, 4, step);
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
      const batch = composeBatch(pool, { strategy, alpha: 0, batchSize: 32 }, 1, 0);
      expect(Object.keys(countPairs(batch)).length).toBeGreaterThan(2);
    }
  });

  it('draws any of several relevant passages', () => {
    const twice: Corpus = {
      ...corpus,
      relevant: corpus.relevant.map((list) => [...list, 0].sort((a, b) => a - b)),
    };
    const twicePool = buildPairPool(twice, { languages: ['ar'], domains: [] });
    const drawn = Array.from({ length: 50 }, (_, step) =>
      composeBatch(twicePool, { strategy: 'X-X-mono', alpha: 1, batchSize: 4 }, 0, step).pairs.map(
        (p) => p.passage,
      ),
    ).flat();
    expect(drawn.filter((passage) => passage === 0).length).toBeGreaterThan(50);
    expect(drawn.filter((passage) => passage !== 0).length).toBeGreaterThan(50);
  });
});

describe('composeBatch without checkComposition', () => {
  it.each(STRATEGIES)('throws rather than search for ever: %s', (strategy) => {
    const composition = { strategy, alpha: 0.5, batchSize: 41 };
    expect(() => composeBatch(pool, composition, 0, 0)).toThrow(RangeError);
  });
});

describe('the examples of fixtures/batches/invariants.json', () => {
  it('are judged rightly by the rules above', () => {
    for (const [strategy, rows] of Object.entries(invariants.examples.valid)) {
      expect(keeps(strategy as Strategy, rows)).toBe(true);
    }
    for (const { strategy, rows, breaks } of invariants.examples.invalid) {
      expect(RULES[strategy as Strategy][breaks]!(rows)).toBe(false);
    }
  });
});

describe('countPairs', () => {
  it('counts query and passage languages', () => {
    const pair = (queryLanguage: string, passageLanguage: string) => ({
      query: 0,
      passage: 0,
      queryLanguage,
      passageLanguage,
    });
    const pairs = [pair('en', 'de'), pair('de', 'en'), pair('en', 'de')];
    expect(countPairs({ step: 0, kind: 'cross', pairs })).toEqual({ 'en-de': 2, 'de-en': 1 });
  });
});

describe('checkComposition', () => {
  const check = (languages: string[], strategy: Strategy, alpha: number, batchSize = 8) =>
    checkComposition(buildPairPool(corpus, { languages, domains: [] }), { strategy, alpha, batchSize });
  const badConfiguration = (what: string) =>
    expect.objectContaining({
      code: 'bad-configuration',
      what: expect.stringContaining(what) as string,
    }) as IsoglotError;

  it('refuses cross-lingual pairs of one language instead of making them monolingual', () => {
    expect(() => check(['zh'], 'X-Y', 0)).toThrow(badConfiguration('"zh" is the only training language'));
    expect(() => check(['zh'], 'hybrid', 0.9)).toThrow(
      badConfiguration('"zh" is the only training language'),
    );
    expect(() => check(['zh'], 'hybrid', 1)).not.toThrow();
    expect(() => check(['zh'], 'X-X', 0)).not.toThrow();
  });

  it('refuses En-En without English', () => {
    expect(() => check(['ar', 'zh'], 'En-En', 0)).toThrow(badConfiguration('"en" is not among'));
    expect(() => check(['ar', 'en'], 'En-En', 0)).not.toThrow();
  });

  it('refuses batches larger than the questions they are drawn from', () => {
    for (const strategy of STRATEGIES) {
      expect(() => check(LANGUAGES, strategy, 0.5, 40)).not.toThrow();
      expect(() => check(LANGUAGES, strategy, 0.5, 41)).toThrow(badConfiguration('there are 40'));
    }
  });

  it('names the language that has too few', () => {
    const ragged = parallelCorpus({
      languages: ['de', 'en'],
      questions: 10,
      asks: (i, language) => language === 'en' || i < 3,
    });
    const raggedPool = buildPairPool(ragged, { languages: [], domains: [] });
    const composition = { strategy: 'X-X-mono', alpha: 1, batchSize: 4 } as const;
    expect(() => checkComposition(raggedPool, composition)).toThrow(
      badConfiguration(
        'A batch of 4 pairs needs 4 different questions, but there are 3 in the language "de".',
      ),
    );
  });
});
