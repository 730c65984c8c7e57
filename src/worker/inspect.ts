import { worstQueries } from '../core/metrics/worstQueries';
import { cellInterval } from '../core/statistics/cellInterval';
import type { Inspection } from '../protocol';
import { loaded, type Session } from './session';

/** Always the same samples: looking at a cell again must not change its interval. */
const INTERVAL = { resamples: 2000, level: 0.95, seed: 1 };

/** The worst queries of a heatmap cell in the latest evaluation, with what was found for them, and its interval. */
export function inspect(
  session: Session,
  queryLanguage: string,
  passageLanguage: string,
  count: number,
): Inspection | null {
  if (!session.latest) return null;
  const { runId, evaluation, step } = session.latest;
  const { table } = evaluation;
  const { corpus } = loaded(session).data;
  const textAt = (candidate: number) => corpus.passages[table.candidatePassage[candidate]!]!.text;
  const { queries, worst } = worstQueries(table, queryLanguage, passageLanguage, count);
  const group = Array.from(table.queries, (query) => corpus.queries[query]!.group);
  return {
    runId,
    queryLanguage,
    passageLanguage,
    step,
    queries,
    interval: cellInterval(table, group, queryLanguage, passageLanguage, INTERVAL),
    worst: worst.map(({ row, rank, relevant, best }) => {
      const query = corpus.queries[table.queries[row]!]!;
      return {
        query: query.text,
        domain: query.domain,
        rank,
        expected: textAt(relevant),
        retrieved: textAt(best),
      };
    }),
  };
}
