import type { RankTable } from '../rankTable';
import { mean } from './rankMetrics';
import { ranksInPool } from './ranks';
import { pairKey, type RowsByLanguage } from './rows';
import type { SettingScores } from './scoreTypes';

/**
 * Strong alignment: MRR of the best relevant passage in language y for queries in language x, in the whole pool less
 * the query's other relevant passages, whatever their language; x = y included. A reading of LAReQA's heatmaps (arXiv
 * 2004.05484), whose exact definition is not in the text. Only queries with a relevant passage in y count.
 */
export function scoreStrong(table: RankTable, rows: RowsByLanguage): SettingScores['strong'] {
  const pairs: Record<string, { mrr: number }> = {};
  for (const [language, own] of rows) {
    const all = own.map((row) => ranksInPool(table, row));
    for (const [number, passageLanguage] of table.languages.entries()) {
      const reciprocals = own.flatMap((row, i) => {
        const best = ranksInPool(table, row, number)[0];
        if (best === undefined) return [];
        const relevantBefore = all[i]!.indexOf(best);
        return [1 / (best - relevantBefore)];
      });
      if (reciprocals.length > 0) pairs[pairKey(language, passageLanguage)] = { mrr: mean(reciprocals) };
    }
  }
  return { pairs };
}
