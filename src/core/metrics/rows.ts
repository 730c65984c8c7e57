import { groupBy } from '../groupBy';
import type { RankTable } from '../rankTable';

/** What the metrics know of each row beside its ranks: arrays of one entry per row of the `RankTable`. */
export interface RowLabels {
  domain: string[];
  /** The same question in several languages has the same group. */
  group: string[];
}

/** Rows by query language. */
export type RowsByLanguage = Map<string, number[]>;

/** Language of a row's query. */
export function languageOf(table: RankTable, row: number): string {
  return table.languages[table.queryLanguage[row]!]!;
}

/** The given rows by query language; all rows if none are given. */
export function rowsByLanguage(
  table: RankTable,
  rows: Iterable<number> = table.queries.keys(),
): RowsByLanguage {
  return groupBy(rows, (row) => languageOf(table, row));
}

/** Key of a language pair, e.g. `en-de`: English queries, German passages. */
export function pairKey(queryLanguage: string, passageLanguage: string): string {
  return `${queryLanguage}-${passageLanguage}`;
}
