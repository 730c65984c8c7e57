import type { RankTable } from '../rankTable';
import { placesOf, rankInLanguage } from './ranks';
import { rowsByLanguage } from './rows';

/** A query that one cell of the heatmap did badly on. */
export interface QueryFailure {
  row: number;
  /** Rank (1 = best) of its best relevant passage in the pool of the passage language. */
  rank: number;
  /** Pool index of that passage. */
  relevant: number;
  /** Pool index of what the passage language offers first; the same as `relevant` at rank 1. */
  best: number;
}

/**
 * The queries of one language whose best relevant passage in another (or the same) language ranks lowest in the pool
 * of that language: at most `count`, the worst first, ties in row order; and how many queries the cell has. Queries
 * without a relevant passage there are not scored and not listed.
 */
export function worstQueries(
  table: RankTable,
  queryLanguage: string,
  passageLanguage: string,
  count: number,
): { queries: number; worst: QueryFailure[] } {
  const language = table.languages.indexOf(passageLanguage);
  const rows = rowsByLanguage(table).get(queryLanguage) ?? [];
  const scored = rows.flatMap((row) => {
    const [place] = placesOf(table, row, language);
    if (place === undefined) return [];
    return {
      row,
      rank: rankInLanguage(table, place, language),
      relevant: table.relevant[place]!,
      best: table.best[row * table.languages.length + language]!,
    };
  });
  const worst = scored.sort((a, b) => b.rank - a.rank || a.row - b.row).slice(0, count);
  return { queries: scored.length, worst };
}
