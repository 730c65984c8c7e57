import { describe, expect, it } from 'vitest';
import type { IsoglotError } from './errors';
import { buildRankRequest } from './rankRequest';
import { parallelCorpus } from './testing/parallelCorpus';

const emptyData = (what: string) =>
  expect.objectContaining({
    code: 'empty-data',
    what: expect.stringContaining(what) as string,
  }) as IsoglotError;
const numbers = (list: Int32Array) => [...list];

describe('buildRankRequest', () => {
  const corpus = parallelCorpus({
    languages: ['ar', 'de', 'en'],
    questions: 4,
    passages: 5,
    domain: (i) => (i < 2 ? 'law' : 'food'),
  });

  it('ranks everything if nothing is chosen', () => {
    const { request, leftOut, warnings } = buildRankRequest(corpus, { languages: [], domains: [], topK: 10 });
    expect(request.languages).toEqual(['ar', 'de', 'en']);
    expect(numbers(request.candidatePassage)).toEqual([...Array(15).keys()]);
    expect(numbers(request.candidateLanguage)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
    expect(numbers(request.queries)).toEqual([...Array(12).keys()]);
    expect(numbers(request.queryLanguage)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect(numbers(request.offsets)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36]);
    expect(numbers(request.relevant.slice(0, 6))).toEqual([0, 5, 10, 1, 6, 11]);
    expect([leftOut, warnings]).toEqual([0, []]);
  });

  it('counts relevants by pool index, not passage index', () => {
    const { request } = buildRankRequest(corpus, { languages: ['en', 'de'], domains: ['food'], topK: 10 });
    expect(request.languages).toEqual(['de', 'en']);
    expect(numbers(request.candidatePassage)).toEqual([7, 8, 9, 12, 13, 14]);
    expect(numbers(request.queries)).toEqual([6, 7, 10, 11]);
    expect(numbers(request.relevant)).toEqual([0, 3, 1, 4, 0, 3, 1, 4]);
  });

  it('leaves out and counts queries without a relevant candidate', () => {
    const ragged = parallelCorpus({ languages: ['de', 'en'], questions: 3, answers: (i) => i !== 1 });
    const { request, leftOut, warnings } = buildRankRequest(ragged, { languages: [], domains: [], topK: 10 });
    expect(numbers(request.queries)).toEqual([0, 2, 3, 5]);
    expect(leftOut).toBe(2);
    expect(warnings).toEqual([
      'de: 1 query without a relevant candidate left out',
      'en: 1 query without a relevant candidate left out',
    ]);
  });

  it('numbers languages that have only queries or only candidates', () => {
    const oneWay = parallelCorpus({ languages: ['de', 'en'], questions: 2, asks: (_, l) => l === 'en' });
    oneWay.passages = oneWay.passages.slice(0, 2);
    oneWay.relevant = [[0], [1]];
    const { request, warnings } = buildRankRequest(oneWay, { languages: [], domains: [], topK: 10 });
    expect(request.languages).toEqual(['de', 'en']);
    expect(numbers(request.candidateLanguage)).toEqual([0, 0]);
    expect(numbers(request.queryLanguage)).toEqual([1, 1]);
    expect(warnings).toEqual(['de: candidates, but no queries', 'en: queries, but no candidates']);
  });

  it('names a domain or language that has nothing', () => {
    const build =
      (languages: string[], domains: string[], from = corpus) =>
      () =>
        buildRankRequest(from, { languages, domains, topK: 10 });
    expect(build([], ['alchemy'])).toThrow(emptyData('The data has no domain "alchemy".'));
    expect(build(['tlh'], ['law'])).toThrow(
      emptyData('The evaluation language "tlh" has neither queries nor passages in the domain law.'),
    );
    const mute = parallelCorpus({ languages: ['de', 'en'], questions: 2, asks: (_, l) => l === 'en' });
    expect(build(['de'], [], mute)).toThrow(
      emptyData('There is nothing to evaluate: there are no queries in de.'),
    );
    const unanswered = parallelCorpus({ languages: ['de'], questions: 2, answers: () => false });
    expect(build([], [], unanswered)).toThrow(
      emptyData('no query has a relevant passage among the candidates'),
    );
    expect(build([], [], { ...mute, passages: [] })).toThrow(emptyData('there are no candidate passages'));
  });
});
