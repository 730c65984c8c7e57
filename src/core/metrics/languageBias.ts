import type { RankTable } from '../rankTable';
import { meansByLanguage } from './languageMeans';
import { shareInHead, shareInPool, shareInRelevant } from './languageShares';
import { scorePeer } from './peer';
import { scoreRankDistance } from './rankDistance';
import { averagePrecision, foundAt, mean } from './rankMetrics';
import { placesOf, ranksInLanguage, ranksInPool } from './ranks';
import { pairKey, type RowsByLanguage } from './rows';
import type { LanguageBiasScores } from './scoreTypes';
import { scoreViolations } from './violations';

/** Rank distance and its companions. The table must hold the first 10 of each ranking. */
export function scoreLanguageBias(table: RankTable, rows: RowsByLanguage): LanguageBiasScores {
  return {
    rankDistance: scoreRankDistance(table, rows),
    'languageShare@10': shareInHead(table, rows),
    relevantShare: shareInRelevant(table, rows),
    poolShare: shareInPool(table),
    oracleGap: oracleGap(table, rows),
    languagePreference: languagePreference(table, rows),
    violationRate: scoreViolations(table, rows),
    'targetRecall@20': targetRecall(table, rows, 20),
    peer: scorePeer(table, rows),
  };
}

/**
 * For queries in x and passages in y, x and y different: AP in the pool of language y alone less the reciprocal rank
 * of the best relevant passage in y in the whole pool, mean over queries with a relevant passage in y. Large where the
 * mixed pool buries what the one-language pool finds (after the language oracle of arXiv 2507.07543).
 */
function oracleGap(table: RankTable, rows: RowsByLanguage): LanguageBiasScores['oracleGap'] {
  const gaps: LanguageBiasScores['oracleGap'] = {};
  for (const [language, own] of rows) {
    for (const [number, passageLanguage] of table.languages.entries()) {
      if (passageLanguage === language) continue;
      const differences: number[] = [];
      for (const row of own) {
        const mixed = ranksInPool(table, row, number)[0];
        if (mixed === undefined) continue;
        differences.push(averagePrecision(ranksInLanguage(table, row, number)) - 1 / mixed);
      }
      if (differences.length > 0) gaps[pairKey(language, passageLanguage)] = mean(differences);
    }
  }
  return gaps;
}

/**
 * Share of queries whose best-ranked relevant passage in the whole pool is in the query's own language: a computable
 * reading of MLAIRE's LPR (arXiv 2605.07249). Query languages without candidates have none.
 */
function languagePreference(
  table: RankTable,
  rows: RowsByLanguage,
): LanguageBiasScores['languagePreference'] {
  const perLanguage: Record<string, number> = {};
  for (const [language, own] of rows) {
    const number = table.languages.indexOf(language);
    if (!table.candidateLanguage.includes(number)) continue;
    perLanguage[language] = mean(own.map((row) => (bestRelevantLanguage(table, row) === number ? 1 : 0)));
  }
  return { perLanguage };
}

/**
 * Recall of the target languages (TLR@k of SHIFT, arXiv 2606.18801): share of a query's relevant passages in other
 * languages than its own that stand among the first `cutoff` of the whole pool; mean over the queries that have any.
 */
function targetRecall(
  table: RankTable,
  rows: RowsByLanguage,
  cutoff: number,
): LanguageBiasScores['targetRecall@20'] {
  return meansByLanguage(rows, (row) => {
    const all = ranksInPool(table, row);
    const own = ranksInPool(table, row, table.queryLanguage[row]);
    if (all.length === own.length) return null;
    return (foundAt(all, cutoff) - foundAt(own, cutoff)) / (all.length - own.length);
  });
}

function bestRelevantLanguage(table: RankTable, row: number): number {
  const [best] = placesOf(table, row);
  return table.candidateLanguage[table.relevant[best!]!]!;
}
