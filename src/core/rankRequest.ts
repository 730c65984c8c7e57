import type { Corpus, Query } from './corpus';
import { checkDomains, inDomains } from './domainScope';
import { IsoglotError } from './errors';
import { groupBy } from './groupBy';
import type { RankRequest } from './rankTable';
import { sampleQuestions, type QuestionSample } from './sampleQuestions';

/** What of a corpus is to be ranked. Empty lists: all. */
export interface RankScope {
  /** Languages of queries and passages alike. */
  languages: string[];
  domains: string[];
  /** Length of the stored head of each ranking, at least 1. */
  topK: number;
  /** Ranks some of the queries only; the pool stays whole. */
  sample?: QuestionSample;
  /** Narrows the pool to these passages (corpus indices), and the rows to the questions on them. */
  pool?: ReadonlySet<number>;
}

export interface PlannedRanking {
  request: RankRequest;
  /** Queries in scope without a relevant candidate in the pool: they can't be scored. */
  leftOut: number;
  /** Queries that could have been ranked: those of the request and, of a sample, the others. */
  scorable: number;
  /** The same by language, and languages without queries or candidates, in plain words. */
  warnings: string[];
}

/**
 * Plans a ranking of the main data set: the pool is every passage of the chosen languages and domains in corpus order, without
 * de-duplication (LAReQA; arXiv 2408.10536, sec. 3.2); the rows are the queries of those languages and domains that
 * have a relevant candidate in the pool.
 *
 * @throws IsoglotError `empty-data` if a chosen language or domain has nothing, or no candidate or query is left.
 */
export function buildRankRequest(
  corpus: Corpus,
  { languages, domains, topK, sample, pool }: RankScope,
): PlannedRanking {
  const inScope = ({ language, domain, dataSet = 0 }: Pick<Query, 'language' | 'domain' | 'dataSet'>) =>
    dataSet === 0 &&
    (languages.length === 0 || languages.includes(language)) &&
    (domains.length === 0 || domains.includes(domain));
  const passages = indicesWhere(corpus.passages, inScope).filter((index) => pool?.has(index) ?? true);
  const queries = indicesWhere(corpus.queries, inScope);
  checkScope(corpus, { languages, domains }, queries, passages);

  const poolIndex = new Map(passages.map((passage, candidate) => [passage, candidate]));
  const relevantOf = (query: number) =>
    corpus.relevant[query]!.flatMap((passage, i) => {
      const candidate = poolIndex.get(passage);
      return candidate === undefined ? [] : [{ candidate, grade: corpus.grades?.[query]![i] ?? 1 }];
    }).sort((a, b) => a.candidate - b.candidate);
  const relevant = new Map(queries.map((query) => [query, relevantOf(query)]));
  const scorable = queries.filter((query) => relevant.get(query)!.length > 0);
  if (scorable.length === 0) {
    throw nothingLeft(corpus, { languages, domains }, 'no query has a relevant passage among the candidates');
  }
  const rows = sample ? sampleQuestions(corpus, scorable, sample) : scorable;
  const poolLanguages = languagesOf(corpus, passages, corpus.passages);
  const either = new Set([...poolLanguages, ...languagesOf(corpus, rows, corpus.queries)]);
  const allLanguages = corpus.languages.filter((language) => either.has(language));
  const numbers = new Map(allLanguages.map((language, number) => [language, number]));
  const offsets = new Int32Array(rows.length + 1);
  for (const [row, query] of rows.entries()) offsets[row + 1] = offsets[row]! + relevant.get(query)!.length;

  const judged = rows.flatMap((query) => relevant.get(query)!);
  return {
    request: {
      languages: allLanguages,
      candidateLanguage: Int32Array.from(passages, (p) => numbers.get(corpus.passages[p]!.language)!),
      candidatePassage: Int32Array.from(passages),
      queries: Int32Array.from(rows),
      queryLanguage: Int32Array.from(rows, (q) => numbers.get(corpus.queries[q]!.language)!),
      offsets,
      relevant: Int32Array.from(judged, ({ candidate }) => candidate),
      ...(corpus.grades ? { grades: Float64Array.from(judged, ({ grade }) => grade) } : {}),
      topK,
    },
    leftOut: queries.length - scorable.length,
    scorable: scorable.length,
    warnings: describeGaps(corpus, queries, scorable, poolLanguages),
  };
}

function indicesWhere<T>(items: T[], holds: (item: T) => boolean): number[] {
  return [...items.keys()].filter((index) => holds(items[index]!));
}

function languagesOf(corpus: Corpus, indices: number[], items: { language: string }[]): string[] {
  const found = new Set(indices.map((index) => items[index]!.language));
  return corpus.languages.filter((language) => found.has(language));
}

type Choice = Pick<RankScope, 'languages' | 'domains'>;

function checkScope(corpus: Corpus, choice: Choice, queries: number[], passages: number[]): void {
  checkDomains(corpus, choice.domains);
  const present = new Set([
    ...languagesOf(corpus, queries, corpus.queries),
    ...languagesOf(corpus, passages, corpus.passages),
  ]);
  const missing = choice.languages.find((language) => !present.has(language));
  if (missing !== undefined) {
    throw new IsoglotError({
      code: 'empty-data',
      what: `The evaluation language "${missing}" has neither queries nor passages${inDomains(choice.domains)}.`,
      where: corpus.name,
      remedy: `Choose among ${corpus.languages.join(', ')}, or other domains.`,
    });
  }
  if (passages.length === 0) throw nothingLeft(corpus, choice, 'there are no candidate passages');
  if (queries.length === 0) throw nothingLeft(corpus, choice, 'there are no queries');
}

function nothingLeft(corpus: Corpus, { languages, domains }: Choice, why: string): IsoglotError {
  const where = languages.length > 0 ? ` in ${languages.join(', ')}` : '';
  return new IsoglotError({
    code: 'empty-data',
    what: `There is nothing to evaluate: ${why}${where}${inDomains(domains)}.`,
    where: corpus.name,
    remedy: 'Choose other evaluation languages or domains.',
  });
}

function describeGaps(corpus: Corpus, queries: number[], rows: number[], poolLanguages: string[]): string[] {
  const queryLanguages = languagesOf(corpus, queries, corpus.queries);
  const kept = new Set(rows);
  const leftOut = groupBy(
    queries.filter((query) => !kept.has(query)),
    (query) => corpus.queries[query]!.language,
  );
  return [
    ...[...leftOut].map(
      ([language, { length }]) =>
        `${language}: ${length} ${length === 1 ? 'query' : 'queries'} without a relevant candidate left out`,
    ),
    ...poolLanguages
      .filter((language) => !queryLanguages.includes(language))
      .map((language) => `${language}: candidates, but no queries`),
    ...queryLanguages
      .filter((language) => !poolLanguages.includes(language))
      .map((language) => `${language}: queries, but no candidates`),
  ];
}
