import type { RankTable } from '../rankTable';
import { averagePrecision, mean, ndcgAt, recallAt, reciprocalRank } from './rankMetrics';
import { ranksInLanguage } from './ranks';
import { pairKey, type RowsByLanguage } from './rows';
import type { OneLanguageScores, SettingScores } from './scoreTypes';

/**
 * Queries of one language against the pool of one language. Only queries with a relevant passage in that language are
 * scored (arXiv 2408.10536, sec. 3.2, and MLQA-R); with several, AP over all of them. Undefined if there are none.
 */
function scoreAgainst(table: RankTable, rows: number[], language: number): OneLanguageScores | undefined {
  const ranks = rows.map((row) => ranksInLanguage(table, row, language)).filter((list) => list.length > 0);
  if (ranks.length === 0) return undefined;
  return {
    map: mean(ranks.map(averagePrecision)),
    'mrr@10': mean(ranks.map((list) => reciprocalRank(list, 10))),
    'recall@1': mean(ranks.map((list) => recallAt(list, 1))),
    'ndcg@10': mean(ranks.map((list) => ndcgAt(list, 10))),
    queries: ranks.length,
  };
}

/** Monolingual (Mo): each query against the candidates of its own language. */
export function scoreMonolingual(table: RankTable, rows: RowsByLanguage): SettingScores['monolingual'] {
  const perLanguage: Record<string, OneLanguageScores> = {};
  for (const [language, own] of rows) {
    const scores = scoreAgainst(table, own, table.languages.indexOf(language));
    if (scores) perLanguage[language] = scores;
  }
  return { map: meanMap(perLanguage), perLanguage };
}

/** Cross-lingual (Cr): each query against the candidates of each other language, pair by pair. */
export function scoreCrosslingual(table: RankTable, rows: RowsByLanguage): SettingScores['crosslingual'] {
  const pairs: Record<string, OneLanguageScores> = {};
  for (const [language, own] of rows) {
    for (const [number, passageLanguage] of table.languages.entries()) {
      if (passageLanguage === language) continue;
      const scores = scoreAgainst(table, own, number);
      if (scores) pairs[pairKey(language, passageLanguage)] = scores;
    }
  }
  return { map: meanMap(pairs), pairs };
}

/** Plain mean of the maps; null of none. */
export function meanMap(scores: Record<string, { map: number }>): number | null {
  const maps = Object.values(scores).map(({ map }) => map);
  return maps.length > 0 ? mean(maps) : null;
}
