import type { RankTable } from '../rankTable';
import type { FurtherMetric, FurtherScores } from './furtherPerQuery';
import { averagePrecision } from './rankMetrics';
import { ranksInLanguage, ranksInPool } from './ranks';
import { rowsByLanguage } from './rows';

/** The queries of one language, one by one: arrays of one entry per query, in the order of the corpus. */
export interface QueryScores {
  queries: string[];
  /** The same question in several languages has the same name: such queries are no independent samples. */
  questions: string[];
  /** By passage language, AP in the pool of that language; null where a query has no relevant passage in it. */
  averagePrecision: Record<string, (number | null)[]>;
  /** AP in the pool of all languages. */
  multilingual: number[];
  /** Other measures that two results can be compared by; missing where they weren't asked for. */
  further?: Partial<Record<FurtherMetric, FurtherScores>>;
}

/** By query language. Its means are the `map` of each language and pair; comparisons and intervals follow from it. */
export type PerQueryScores = Record<string, QueryScores>;

/** @param queries those of the corpus, which `table.queries` points into */
export function scorePerQuery(
  table: RankTable,
  queries: readonly { id: string; group: string }[],
): PerQueryScores {
  const scores: PerQueryScores = {};
  for (const [language, rows] of rowsByLanguage(table)) {
    const own = rows.map((row) => queries[table.queries[row]!]!);
    const inLanguage = table.languages.map((passageLanguage, number) => {
      const ranks = rows.map((row) => ranksInLanguage(table, row, number));
      return [
        passageLanguage,
        ranks.map((list) => (list.length > 0 ? averagePrecision(list) : null)),
      ] as const;
    });
    scores[language] = {
      queries: own.map(({ id }) => id),
      questions: own.map(({ group }) => group),
      averagePrecision: Object.fromEntries(inLanguage.filter(([, list]) => list.some((ap) => ap !== null))),
      multilingual: rows.map((row) => averagePrecision(ranksInPool(table, row))),
    };
  }
  return scores;
}
