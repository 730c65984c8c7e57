import type { RankTable } from '../rankTable';
import { scoreCell } from './cell';
import { meanMap } from './languagePairs';
import { relevantsInPool } from './ranks';
import type { RowsByLanguage } from './rows';
import type { CellScores, SettingScores } from './scoreTypes';

/** Multilingual (Mul): the whole pool, all relevant passages of all languages (arXiv 2408.10536, sec. 3.2). */
export function scoreMultilingual(table: RankTable, rows: RowsByLanguage): SettingScores['multilingual'] {
  const perLanguage: Record<string, CellScores> = {};
  for (const [language, own] of rows) {
    perLanguage[language] = scoreCell(own.map((row) => relevantsInPool(table, row)));
  }
  return { map: meanMap(perLanguage), perLanguage };
}
