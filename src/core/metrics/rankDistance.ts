import type { RankTable } from '../rankTable';
import { meansByLanguage } from './languageMeans';
import { ranksInPool } from './ranks';
import type { RowsByLanguage } from './rows';
import type { LanguageBiasScores } from './scoreTypes';

/**
 * Worst less best rank of a query's relevant passages in the whole pool; mean over the queries of a language, then
 * over languages (Huang et al., SIGIR 2023; arXiv 2408.10536, sec. 4.1). Queries with fewer than two relevant passages
 * have no distance and are left out. With R relevant passages among N: floor R - 1, chance (N + 1)(R - 1)/(R + 1),
 * the expectation of a random ranking; both are averaged as the distance is.
 */
export function scoreRankDistance(
  table: RankTable,
  rows: RowsByLanguage,
): LanguageBiasScores['rankDistance'] {
  const pool = table.candidatePassage.length;
  const meanOf = (valueOf: (row: number, relevants: number) => number) =>
    meansByLanguage(rows, (row) => {
      const relevants = table.offsets[row + 1]! - table.offsets[row]!;
      return relevants < 2 ? null : valueOf(row, relevants);
    });
  return {
    ...meanOf((row) => distanceOf(table, row)),
    floor: meanOf((_, relevants) => relevants - 1).mean,
    chance: meanOf((_, relevants) => ((pool + 1) * (relevants - 1)) / (relevants + 1)).mean,
  };
}

/** Of one row with two relevant passages or more. */
export function distanceOf(table: RankTable, row: number): number {
  const ranks = ranksInPool(table, row);
  return ranks.at(-1)! - ranks[0]!;
}
