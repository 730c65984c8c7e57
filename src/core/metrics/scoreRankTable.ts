import { groupBy } from '../groupBy';
import type { RankTable } from '../rankTable';
import { scoreConsistency } from './consistency';
import { scoreLanguageBias } from './languageBias';
import { scoreCrosslingual, scoreMonolingual } from './languagePairs';
import { scoreMultilingual } from './multilingual';
import { rowsByLanguage, type RowLabels, type RowsByLanguage } from './rows';
import type { SettingScores, TableScores } from './scoreTypes';
import { scoreSpread } from './spread';
import { scoreStrong } from './strong';

/**
 * Every metric of every setting, from ranks alone (settings: arXiv 2408.10536, sec. 3.2). `domains` has the same
 * groups over the queries of one domain in the same pool.
 *
 * Throws RangeError if the table stores fewer than the first 10 of each ranking.
 */
export function scoreRankTable(table: RankTable, labels: RowLabels): TableScores {
  if (table.topK < 10) throw new RangeError(`the metrics at 10 need topK >= 10, got ${table.topK}`);
  const whole = scoreSettings(table, rowsByLanguage(table));
  const rowsOf = groupBy(table.queries.keys(), (row) => labels.domain[row]!);
  const domains: Record<string, SettingScores> = {};
  for (const [domain, rows] of rowsOf) {
    domains[domain] = rowsOf.size === 1 ? whole : scoreSettings(table, rowsByLanguage(table, rows));
  }
  return {
    ...whole,
    consistency: scoreConsistency(table, labels),
    spread: scoreSpread(whole, domains),
    domains,
  };
}

function scoreSettings(table: RankTable, rows: RowsByLanguage): SettingScores {
  return {
    monolingual: scoreMonolingual(table, rows),
    crosslingual: scoreCrosslingual(table, rows),
    multilingual: scoreMultilingual(table, rows),
    strong: scoreStrong(table, rows),
    languageBias: scoreLanguageBias(table, rows),
  };
}
