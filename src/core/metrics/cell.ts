import {
  averagePrecision,
  averagePrecisionAt,
  hitAt,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
} from './rankMetrics';
import type { RankedRelevants } from './ranks';
import type { CellScores } from './scoreTypes';

/** Every metric that a cell of a setting gives: all in [0, 1], higher is better, means over its queries. */
export const CELL_METRICS: Record<Exclude<keyof CellScores, 'queries'>, (list: RankedRelevants) => number> = {
  map: ({ ranks }) => averagePrecision(ranks),
  'map@20': ({ ranks }) => averagePrecisionAt(ranks, 20),
  'mrr@10': ({ ranks }) => reciprocalRank(ranks, 10),
  'ndcg@10': ({ ranks, grades }) => ndcgAt(ranks, 10, grades),
  'recall@1': ({ ranks }) => recallAt(ranks, 1),
  'recall@5': ({ ranks }) => recallAt(ranks, 5),
  'recall@10': ({ ranks }) => recallAt(ranks, 10),
  'recall@100': ({ ranks }) => recallAt(ranks, 100),
  'precision@1': ({ ranks }) => precisionAt(ranks, 1),
  'precision@5': ({ ranks }) => precisionAt(ranks, 5),
  'precision@10': ({ ranks }) => precisionAt(ranks, 10),
  'hit@1': ({ ranks }) => hitAt(ranks, 1),
  'hit@10': ({ ranks }) => hitAt(ranks, 10),
};

/** @param lists one for each query of the cell, at least one; none of them empty */
export function scoreCell(lists: RankedRelevants[]): CellScores {
  const means = Object.entries(CELL_METRICS).map(([name, metric]) => {
    let sum = 0;
    for (const list of lists) sum += metric(list);
    return [name, sum / lists.length] as const;
  });
  return { ...(Object.fromEntries(means) as Omit<CellScores, 'queries'>), queries: lists.length };
}
