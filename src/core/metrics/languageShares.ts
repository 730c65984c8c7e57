import type { RankTable } from '../rankTable';
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
  const shares = sharesOf(table, Int32Array.from(table.candidatePassage.keys()));
  return named(table, (number) => shares[number]!);
}

function meanShares(
  table: RankTable,
  rows: RowsByLanguage,
  candidatesOf: (row: number) => Int32Array,
): Record<string, Shares> {
  const means: Record<string, Shares> = {};
  for (const [language, own] of rows) {
    const sums = table.languages.map(() => 0);
    for (const row of own) {
      const shares = sharesOf(table, candidatesOf(row));
      for (let number = 0; number < shares.length; number++) sums[number]! += shares[number]!;
    }
    means[language] = named(table, (number) => sums[number]! / own.length);
  }
  return means;
}

/** @param candidates pool indices, at least one */
function sharesOf(table: RankTable, candidates: Int32Array): number[] {
  const counts = table.languages.map(() => 0);
  for (let i = 0; i < candidates.length; i++) counts[table.candidateLanguage[candidates[i]!]!]!++;
  return counts.map((count) => count / candidates.length);
}

function named(table: RankTable, shareOf: (language: number) => number): Shares {
  return Object.fromEntries(table.languages.map((name, number) => [name, shareOf(number)]));
}
