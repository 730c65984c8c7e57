import { scorePerQuery, type PerQueryScores } from '../core/metrics/perQuery';
import type { RankTable } from '../core/rankTable';
import { scoreChange, type ScoreChange } from '../core/statistics/scoreChange';

/** Keeps the scores of the untouched encoder, query by query, and holds later evaluations against them. */
export function createChangeSince(
  queries: readonly { id: string; group: string; domain: string }[],
): (table: RankTable, step: number) => ScoreChange | undefined {
  const domains = new Map(queries.map(({ group, domain }) => [group, domain]));
  let untouched: PerQueryScores | null = null;
  return (table, step) => {
    const scores = scorePerQuery(table, queries);
    if (step === 0) untouched = scores;
    if (step === 0 || !untouched) return undefined;
    return scoreChange(untouched, scores, 0, (question) => domains.get(question)!);
  };
}
