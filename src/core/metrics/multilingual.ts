import type { RankTable } from '../rankTable';
import { meanMap } from './languagePairs';
import { averagePrecision, mean, ndcgAt, recallAt } from './rankMetrics';
import { ranksInPool } from './ranks';
import type { RowsByLanguage } from './rows';
import type { SettingScores, WholePoolScores } from './scoreTypes';

/** Multilingual (Mul): the whole pool, all relevant passages of all languages (arXiv 2408.10536, sec. 3.2). */
export function scoreMultilingual(table: RankTable, rows: RowsByLanguage): SettingScores['multilingual'] {
  const perLanguage: Record<string, WholePoolScores> = {};
  for (const [language, own] of rows) {
    const ranks = own.map((row) => ranksInPool(table, row));
    perLanguage[language] = {
      map: mean(ranks.map(averagePrecision)),
      'recall@10': mean(ranks.map((list) => recallAt(list, 10))),
      'ndcg@10': mean(ranks.map((list) => ndcgAt(list, 10))),
      queries: own.length,
    };
  }
  return { map: meanMap(perLanguage), perLanguage };
}
