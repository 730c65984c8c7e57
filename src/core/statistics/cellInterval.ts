import { averagePrecision } from '../metrics/rankMetrics';
import { ranksInLanguage } from '../metrics/ranks';
import { rowsByLanguage } from '../metrics/rows';
import type { RankTable } from '../rankTable';
import { createRng } from '../rng';
import { bootstrapMeans, type Interval } from './bootstrap';
import { questionDifferences } from './questionDifferences';

/**
 * Bootstrap interval of one cell of the heatmap: mAP of the queries of one language in the pool of another (or the same)
 * one. Null where no query has a relevant passage there, or only one question has: of that nothing is known.
 *
 * @param group of each row: rows of the same question are drawn together
 */
export function cellInterval(
  table: RankTable,
  group: readonly string[],
  queryLanguage: string,
  passageLanguage: string,
  { resamples, level, seed }: { resamples: number; level: number; seed: number },
): Interval | null {
  const language = table.languages.indexOf(passageLanguage);
  const queries = (rowsByLanguage(table).get(queryLanguage) ?? []).flatMap((row) => {
    const ranks = ranksInLanguage(table, row, language);
    return ranks.length > 0 ? [{ question: group[row]!, a: 0, b: averagePrecision(ranks) }] : [];
  });
  if (queries.length === 0) return null;
  const { linearised } = questionDifferences([queries]);
  if (linearised.length < 2) return null;
  return bootstrapMeans([linearised], createRng(seed), { resamples, level })[0]!;
}
