import type { PerQueryScores, QueryScores } from '../core/metrics/perQuery';
import type { Result } from '../protocol';

/**
 * Average precision of every query as a mean over results that differ only in their seed: what a row of several seeds is
 * compared by. Undefined where one of them lacks its queries one by one, or has others than the first.
 */
export function meanPerQuery(results: readonly Result[]): PerQueryScores | undefined {
  const all = results.flatMap(({ perQuery }) => (perQuery ? [perQuery] : []));
  const [first, ...others] = all;
  if (!first || all.length < results.length) return undefined;
  if (others.some((other) => shapeOf(other) !== shapeOf(first))) return undefined;
  return Object.fromEntries(
    Object.entries(first).map(([language, own]) => {
      const rows = all.map((one) => one[language]!);
      return [language, meanOf(own, rows)];
    }),
  );
}

const shapeOf = (scores: PerQueryScores) =>
  JSON.stringify(
    Object.entries(scores).map(([language, { queries, averagePrecision }]) => [
      language,
      queries,
      Object.keys(averagePrecision),
    ]),
  );

function meanOf(own: QueryScores, rows: readonly QueryScores[]): QueryScores {
  const mean = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length < values.length ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const averagePrecision = Object.fromEntries(
    Object.entries(own.averagePrecision).map(([language, list]) => [
      language,
      list.map((_, at) => mean(rows.map((row) => row.averagePrecision[language]![at]!))),
    ]),
  );
  const { queries, questions } = own;
  const multilingual = own.multilingual.map((_, at) => mean(rows.map((row) => row.multilingual[at]!))!);
  return { queries, questions, averagePrecision, multilingual };
}
