import { describe, expect, it } from 'vitest';
import type { IsoglotError } from '../errors';
import { buildPairPool } from './pairPool';
import { parallelCorpus } from '../testing/parallelCorpus';

const everything = { languages: [], domains: [] };
const problem = (code: string, what: string) =>
  expect.objectContaining({ code, what: expect.stringContaining(what) as string }) as IsoglotError;

describe('buildPairPool', () => {
  it('joins the versions of a question with their relevant passages by language', () => {
    const pool = buildPairPool(parallelCorpus({ languages: ['de', 'en'], questions: 2 }), everything);
    expect(pool.languages).toEqual(['de', 'en']);
    expect(pool.questions).toEqual([
      {
        group: 'q0',
        domain: 'general',
        dataSet: 0,
        versions: [
          { query: 0, passages: [[0], [2]] },
          { query: 2, passages: [[0], [2]] },
        ],
      },
      {
        group: 'q1',
        domain: 'general',
        dataSet: 0,
        versions: [
          { query: 1, passages: [[1], [3]] },
          { query: 3, passages: [[1], [3]] },
        ],
      },
    ]);
  });

  it('keeps to the chosen languages and domains', () => {
    const corpus = parallelCorpus({
      languages: ['ar', 'de', 'en'],
      questions: 4,
      domain: (i) => (i < 2 ? 'law' : 'food'),
    });
    const pool = buildPairPool(corpus, { languages: ['en', 'ar'], domains: ['food'] });
    expect(pool.languages).toEqual(['ar', 'en']);
    expect(pool.questions.map(({ group }) => group)).toEqual(['q2', 'q3']);
    expect(pool.questions[0]!.versions).toEqual([
      { query: 2, passages: [[2], [10]] },
      { query: 10, passages: [[2], [10]] },
    ]);
  });

  it('takes the first of two versions of a question in one language', () => {
    const corpus = parallelCorpus({ languages: ['de'], questions: 2 });
    corpus.queries = corpus.queries.map((query) => ({ ...query, group: 'same' }));
    const { questions } = buildPairPool(corpus, everything);
    expect(questions.map(({ versions }) => versions)).toEqual([[{ query: 0, passages: [[0]] }]]);
  });

  it('lists which questions a pair of languages can use', () => {
    const corpus = parallelCorpus({
      languages: ['de', 'en'],
      questions: 4,
      asks: (i, language) => language === 'de' || i !== 1,
      answers: (i, language) => language === 'de' || i !== 2,
    });
    const { usable } = buildPairPool(corpus, everything);
    const lists = [usable(0, 0), usable(0, 1), usable(1, 0), usable(1, 1)].map((list) => [...list]);
    expect(lists).toEqual([
      [0, 1, 2, 3],
      [0, 1, 3],
      [0, 2, 3],
      [0, 3],
    ]);
  });

  it('takes all languages that can be trained on if none is chosen', () => {
    const corpus = parallelCorpus({
      languages: ['de', 'en', 'fr'],
      questions: 2,
      asks: (_, language) => language !== 'fr',
    });
    expect(buildPairPool(corpus, everything).languages).toEqual(['de', 'en']);
  });

  it('says which chosen language has nothing to train on', () => {
    const corpus = parallelCorpus({
      languages: ['de', 'en'],
      questions: 4,
      domain: (i) => (i < 2 ? 'law' : 'food'),
      asks: (i, language) => language === 'de' || i < 2,
    });
    expect(() => buildPairPool(corpus, { languages: ['de', 'en'], domains: ['food'] })).toThrow(
      problem(
        'empty-data',
        'The training language "en" has no query in the domain food with a relevant passage.',
      ),
    );
    expect(() => buildPairPool(corpus, { languages: ['de', 'tlh'], domains: [] })).toThrow(
      problem('empty-data', 'The data has no training language "tlh".'),
    );
  });

  it('says which domain is unknown and when nothing remains', () => {
    const corpus = parallelCorpus({ languages: ['de'], questions: 2, answers: () => false });
    expect(() => buildPairPool(corpus, { languages: [], domains: ['alchemy'] })).toThrow(
      problem('empty-data', 'The data has no domain "alchemy".'),
    );
    expect(() => buildPairPool(corpus, everything)).toThrow(
      problem('empty-data', 'There is nothing to train on: no query has a relevant passage.'),
    );
  });
});
