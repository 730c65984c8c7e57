import type { RankTable } from '../rankTable';
import { averagePrecision, mean } from './rankMetrics';
import { headOf, placesOf, rankInPool, ranksInLanguage, ranksInPool } from './ranks';
import { pairKey, type RowsByLanguage } from './rows';
import type { LanguageBiasScores } from './scoreTypes';

/** Rank distance and its companions. The table must hold the first 10 of each ranking. */
export function scoreLanguageBias(table: RankTable, rows: RowsByLanguage): LanguageBiasScores {
  return {
    rankDistance: rankDistance(table, rows),
    'languageShare@10': languageShare(table, rows),
    oracleGap: oracleGap(table, rows),
    languagePreference: languagePreference(table, rows),
  };
}

/**
 * Worst less best rank of a query's relevant passages in the whole pool; mean over the queries of a language, then
 * over languages (Huang et al., SIGIR 2023; arXiv 2408.10536, sec. 4.1). Queries with fewer than two relevant passages
 * have no distance and are left out. Floor: relevants - 1; chance: (N + 1)(R - 1)/(R + 1).
 */
function rankDistance(table: RankTable, rows: RowsByLanguage): LanguageBiasScores['rankDistance'] {
  const perLanguage: Record<string, number> = {};
  for (const [language, own] of rows) {
    const distances = own
      .map((row) => ranksInPool(table, row))
      .filter((ranks) => ranks.length > 1)
      .map((ranks) => ranks.at(-1)! - ranks[0]!);
    if (distances.length > 0) perLanguage[language] = mean(distances);
  }
  const all = Object.values(perLanguage);
  return { mean: all.length > 0 ? mean(all) : null, perLanguage };
}

/** Share of each passage language in the first 10 of the whole pool, mean over the queries of a language. */
function languageShare(table: RankTable, rows: RowsByLanguage): LanguageBiasScores['languageShare@10'] {
  const shares: LanguageBiasScores['languageShare@10'] = {};
  for (const [language, own] of rows) {
    const counts = table.languages.map(() => 0);
    let all = 0;
    for (const row of own) {
      for (const candidate of headOf(table, row, 10)) {
        counts[table.candidateLanguage[candidate]!]!++;
        all++;
      }
    }
    shares[language] = Object.fromEntries(
      table.languages.map((name, number) => [name, counts[number]! / all]),
    );
  }
  return shares;
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
      const differences = own.flatMap((row) => {
        const mixed = ranksInPool(table, row, number)[0];
        return mixed === undefined ? [] : [averagePrecision(ranksInLanguage(table, row, number)) - 1 / mixed];
      });
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

function bestRelevantLanguage(table: RankTable, row: number): number {
  const places = placesOf(table, row);
  const best = places.reduce((a, b) => (rankInPool(table, b) < rankInPool(table, a) ? b : a));
  return table.candidateLanguage[table.relevant[best]!]!;
}
