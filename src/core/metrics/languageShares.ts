import type { RankTable } from '../rankTable';
import { mean } from './rankMetrics';
import { headOf } from './ranks';
import type { RowsByLanguage } from './rows';

/** Share of each passage language, by its name. */
type Shares = Record<string, number>;

/** Share of each passage language in the first 10 of the whole pool, mean over the queries of a language. */
export function shareInHead(table: RankTable, rows: RowsByLanguage): Record<string, Shares> {
  return meanShares(table, rows, (row) => headOf(table, row, 10));
}

/** Share of each passage language in the relevant sets, mean over the queries of a language. */
export function shareInRelevant(table: RankTable, rows: RowsByLanguage): Record<string, Shares> {
  return meanShares(table, rows, (row) =>
    table.relevant.subarray(table.offsets[row], table.offsets[row + 1]),
  );
}

/** Share of each language in the pool. */
export function shareInPool(table: RankTable): Shares {
  const shares = sharesOf(table, table.candidatePassage.keys());
  return named(table, (number) => shares[number]!);
}

function meanShares(
  table: RankTable,
  rows: RowsByLanguage,
  candidatesOf: (row: number) => Iterable<number>,
): Record<string, Shares> {
  const means: Record<string, Shares> = {};
  for (const [language, own] of rows) {
    const shares = own.map((row) => sharesOf(table, candidatesOf(row)));
    means[language] = named(table, (number) => mean(shares.map((share) => share[number]!)));
  }
  return means;
}

/** @param candidates pool indices, at least one */
function sharesOf(table: RankTable, candidates: Iterable<number>): number[] {
  const counts = table.languages.map(() => 0);
  let all = 0;
  for (const candidate of candidates) {
    counts[table.candidateLanguage[candidate]!]!++;
    all++;
  }
  return counts.map((count) => count / all);
}

function named(table: RankTable, shareOf: (language: number) => number): Shares {
  return Object.fromEntries(table.languages.map((name, number) => [name, shareOf(number)]));
}
