import { worstQueries } from '../core/metrics/worstQueries';
import type { Inspection } from '../protocol';
import { loaded, type Session } from './session';

/** The worst queries of a heatmap cell in the latest evaluation, with what was found for them. */
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
  return {
    runId,
    queryLanguage,
    passageLanguage,
    step,
    queries,
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
