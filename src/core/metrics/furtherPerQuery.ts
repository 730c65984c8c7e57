import type { RankTable } from '../rankTable';
import { CELL_METRICS } from './cell';
import type { PerQueryScores } from './perQuery';
import { distanceOf } from './rankDistance';
import { relevantsInLanguage, relevantsInPool, type RankedRelevants } from './ranks';
import { rowsByLanguage } from './rows';

/** What two results can be compared by besides average precision. */
export const FURTHER_METRICS = ['ndcg@10', 'mrr@10', 'recall@1', 'hit@1', 'rankDistance'] as const;
export type FurtherMetric = (typeof FURTHER_METRICS)[number];

/** One measure of the queries of one language; null where a query has none. */
export interface FurtherScores {
  /** By passage language, in the pool of that language; empty for rank distance, which needs several languages. */
  inLanguage: Record<string, (number | null)[]>;
  /** In the pool of all languages; rank distance in ranks, the others in [0, 1]. */
  multilingual: (number | null)[];
}

/**
 * Adds the further measures to scores of the same table. Their means are those of the result: definitions in `cell.ts`
 * and `rankDistance.ts`.
 */
export function withFurtherMetrics(scores: PerQueryScores, table: RankTable): PerQueryScores {
  const rows = rowsByLanguage(table);
  const entries = Object.entries(scores).map(([language, own]) => [
    language,
    { ...own, further: furtherOf(table, rows.get(language)!, Object.keys(own.averagePrecision)) },
  ]);
  return Object.fromEntries(entries) as PerQueryScores;
}

function furtherOf(table: RankTable, rows: readonly number[], passageLanguages: readonly string[]) {
  const inLanguage = passageLanguages.map((language) => {
    const number = table.languages.indexOf(language);
    return [language, rows.map((row) => relevantsInLanguage(table, row, number))] as const;
  });
  const pooled = rows.map((row) => relevantsInPool(table, row));
  const measured = (metric: Exclude<FurtherMetric, 'rankDistance'>): FurtherScores => {
    const valueOf = (list: RankedRelevants) => (list.ranks.length > 0 ? CELL_METRICS[metric](list) : null);
    return {
      inLanguage: Object.fromEntries(inLanguage.map(([language, lists]) => [language, lists.map(valueOf)])),
      multilingual: pooled.map(valueOf),
    };
  };
  return {
    'ndcg@10': measured('ndcg@10'),
    'mrr@10': measured('mrr@10'),
    'recall@1': measured('recall@1'),
    'hit@1': measured('hit@1'),
    rankDistance: {
      inLanguage: {},
      multilingual: rows.map((row, i) => (pooled[i]!.ranks.length < 2 ? null : distanceOf(table, row))),
    },
  };
}
