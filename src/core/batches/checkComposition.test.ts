import { describe, expect, it } from 'vitest';
import type { IsoglotError } from '../errors';
import { TEST_LANGUAGES as LANGUAGES } from '../testing/anyComposition';
import { compositionOf } from '../testing/compositionOf';
import { parallelCorpus } from '../testing/parallelCorpus';
import { STRATEGIES, type Strategy } from './batch';
import { checkComposition, compositionWarnings } from './checkComposition';
import type { Composition } from './composition';
import { buildPairPool } from './pairPool';

const corpus = parallelCorpus({ languages: LANGUAGES, questions: 40 });

describe('checkComposition', () => {
  const check = (languages: string[], strategy: Strategy, alpha: number, batchSize = 8) =>
    demand(languages, { strategy, alpha, batchSize });
  const demand = (languages: string[], part: Partial<Composition>) =>
    checkComposition(buildPairPool(corpus, { languages, domains: [] }), compositionOf(part));
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
    const pairWeights = { 'en-zh': 1 };
    for (const strategy of STRATEGIES.filter((one) => one !== 'parallel')) {
      expect(() => demand(LANGUAGES, { strategy, batchSize: 40, pairWeights })).not.toThrow();
      expect(() => demand(LANGUAGES, { strategy, batchSize: 41, pairWeights })).toThrow(
        badConfiguration('there are 40'),
      );
    }
  });

  it('names the language that has too few', () => {
    const ragged = parallelCorpus({
      languages: ['de', 'en'],
      questions: 10,
      asks: (i, language) => language === 'en' || i < 3,
    });
    const raggedPool = buildPairPool(ragged, { languages: [], domains: [] });
    const composition = compositionOf({ strategy: 'X-X-mono', batchSize: 4 });
    expect(() => checkComposition(raggedPool, composition)).toThrow(
      badConfiguration(
        'A batch of 4 pairs needs 4 different questions, but there are 3 in the language "de".',
      ),
    );
  });

  it('looks at every alpha that a schedule comes to', () => {
    const scheduled = { strategy: 'hybrid', alpha: 1, alphaEnd: 0.2 } as const;
    expect(() => demand(['zh'], { ...scheduled, alphaSchedule: 'constant' })).not.toThrow();
    expect(() => demand(['zh'], { ...scheduled, alphaSchedule: 'cosine' })).toThrow(
      badConfiguration('only training language'),
    );
  });

  it('refuses weights that sum to zero', () => {
    const none = { mono: 0, mixed: 0, cross: 0, english: 0 };
    expect(() => demand(LANGUAGES, { strategy: 'ratio', kindWeights: none })).toThrow(
      badConfiguration('all kinds of batches are 0'),
    );
    expect(() => demand(LANGUAGES, { strategy: 'matrix', pairWeights: { 'en-zh': 0 } })).toThrow(
      badConfiguration('No pair of languages has a weight above 0'),
    );
  });

  it('names weighted language pairs that the data lacks', () => {
    const pairWeights = { 'en-zh': 1, 'en-tlh': 2, 'fr-en': 0.5, 'fr-fr': 0 };
    expect(() => demand(LANGUAGES, { strategy: 'matrix', pairWeights, batchSize: 8 })).toThrow(
      badConfiguration('in en-tlh, fr-en (query'),
    );
  });

  it('asks of each sort of pairs within a batch that it could fill it', () => {
    // All have a passage in their own language, three of them one in the other.
    const ragged = parallelCorpus({ languages: ['de', 'en'], questions: 10 });
    ragged.relevant = ragged.relevant.map((both, query) =>
      query % 10 < 3 ? both : both.filter((passage) => passage < 10 === query < 10),
    );
    const raggedPool = buildPairPool(ragged, { languages: [], domains: [] });
    const within = (crossShare: number) => () =>
      checkComposition(raggedPool, compositionOf({ strategy: 'within', crossShare, batchSize: 8 }));
    expect(within(0)).not.toThrow();
    expect(within(0.25)).toThrow(badConfiguration('there are 3 with a passage in another language'));
  });

  it('counts the pairs of parallel questions', () => {
    expect(() => demand(LANGUAGES, { strategy: 'parallel', batchSize: 160 })).not.toThrow();
    expect(() => demand(LANGUAGES, { strategy: 'parallel', batchSize: 161 })).toThrow(
      badConfiguration('there are 160 of questions in two languages or more'),
    );
    expect(() => demand(LANGUAGES, { strategy: 'parallel', falseNegatives: 'apart' })).toThrow(
      badConfiguration('answer each other’s queries'),
    );
    expect(compositionWarnings({ strategy: 'parallel', falseNegatives: 'kept' })).toHaveLength(1);
    expect(compositionWarnings({ strategy: 'parallel', falseNegatives: 'masked' })).toEqual([]);
  });

  it('counts questions without a common answer where false negatives are kept apart', () => {
    // Questions 0 and 1 have the same answer: 39 of 40 can stand apart.
    const shared = {
      ...corpus,
      relevant: corpus.relevant.map((own) =>
        own.map((passage) => (passage % 40 === 1 ? passage - 1 : passage)),
      ),
    };
    const pool = buildPairPool(shared, { languages: [], domains: [] });
    const apart = (batchSize: number) => () =>
      checkComposition(pool, compositionOf({ strategy: 'X-X', falseNegatives: 'apart', batchSize }));
    expect(apart(39)).not.toThrow();
    expect(apart(40)).toThrow(badConfiguration('there are 39 with a passage in the same language'));
  });

  it('refuses to code-switch questions of one language', () => {
    expect(() => demand(['zh'], { strategy: 'X-X', codeSwitch: 0.5, batchSize: 8 })).toThrow(
      badConfiguration('no query can be code-switched'),
    );
  });
});
