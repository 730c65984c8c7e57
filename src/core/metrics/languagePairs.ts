import type { RankTable } from '../rankTable';
import { scoreCell } from './cell';
import { mean } from './rankMetrics';
import { relevantsInLanguage } from './ranks';
import { pairKey, type RowsByLanguage } from './rows';
import type { CellScores, SettingScores } from './scoreTypes';

/**
 * Queries of one language against the pool of one language. Only queries with a relevant passage in that language are
 * scored (arXiv 2408.10536, sec. 3.2, and MLQA-R); with several, AP over all of them. Undefined if there are none.
 */
function scoreAgainst(table: RankTable, rows: number[], language: number): CellScores | undefined {
  const lists = rows
    .map((row) => relevantsInLanguage(table, row, language))
    .filter(({ ranks }) => ranks.length > 0);
  return lists.length > 0 ? scoreCell(lists) : undefined;
}

/** Monolingual (Mo): each query against the candidates of its own language. */
export function scoreMonolingual(table: RankTable, rows: RowsByLanguage): SettingScores['monolingual'] {
  const perLanguage: Record<string, CellScores> = {};
  for (const [language, own] of rows) {
    const scores = scoreAgainst(table, own, table.languages.indexOf(language));
    if (scores) perLanguage[language] = scores;
  }
  return { map: meanMap(perLanguage), perLanguage };
}

/** Cross-lingual (Cr): each query against the candidates of each other language, pair by pair. */
export function scoreCrosslingual(table: RankTable, rows: RowsByLanguage): SettingScores['crosslingual'] {
  const pairs: Record<string, CellScores> = {};
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
