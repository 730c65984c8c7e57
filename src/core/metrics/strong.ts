import type { RankTable } from '../rankTable';
import { ranksInPool } from './ranks';
import { pairKey, type RowsByLanguage } from './rows';
import type { SettingScores, StrongScores } from './scoreTypes';

/**
 * Strong alignment: MRR, and recall at 1 and 10, of the best relevant passage in language y for queries in language x,
 * in the whole pool less the query's other relevant passages, whatever their language; x = y included. A reading of
 * LAReQA's heatmaps (arXiv 2004.05484), whose exact definition is not in the text. Only queries with a relevant
 * passage in y count.
 */
export function scoreStrong(table: RankTable, rows: RowsByLanguage): SettingScores['strong'] {
  const pairs: Record<string, StrongScores> = {};
  for (const [language, own] of rows) {
    const ranks = table.languages.map((): number[] => []);
    for (const row of own) collectRanks(table, row, ranks);
    for (const [number, passageLanguage] of table.languages.entries()) {
      const list = ranks[number]!;
      const share = (value: (rank: number) => number) =>
        list.reduce((sum, rank) => sum + value(rank), 0) / list.length;
      if (list.length === 0) continue;
      pairs[pairKey(language, passageLanguage)] = {
        mrr: share((rank) => 1 / rank),
        'recall@1': share((rank) => (rank <= 1 ? 1 : 0)),
        'recall@10': share((rank) => (rank <= 10 ? 1 : 0)),
        queries: list.length,
      };
    }
  }
  return { pairs };
}

/** Adds to each language's list the rank of the row's best relevant passage in it, its relevant rivals taken out. */
function collectRanks(table: RankTable, row: number, ranks: number[][]): void {
  const all = ranksInPool(table, row);
  for (const [language, list] of ranks.entries()) {
    const best = ranksInPool(table, row, language)[0];
    if (best !== undefined) list.push(best - all.indexOf(best));
  }
}
