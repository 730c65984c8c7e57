/**
 * Metrics of one ranking. Each takes the ranks (1 = best) of all relevant passages, ascending
 * and distinct, at least one; results lie in [0, 1], higher is better.
 */

/** AP = mean over the relevant passages of (relevant ones up to it) / its rank (LAReQA's `utils_lareqa.py`). */
export function averagePrecision(ranks: ArrayLike<number>): number {
  let sum = 0;
  for (let found = 0; found < ranks.length; found++) sum += (found + 1) / ranks[found]!;
  return sum / ranks.length;
}

/** 1 / rank of the best relevant passage, or 0 if that lies beyond `cutoff`. */
export function reciprocalRank(ranks: ArrayLike<number>, cutoff = Infinity): number {
  return ranks[0]! <= cutoff ? 1 / ranks[0]! : 0;
}

/** AP over the first `cutoff` alone, divided by what could be found there (LAReQA's `utils_lareqa.py`, k = 20). */
export function averagePrecisionAt(ranks: ArrayLike<number>, cutoff: number): number {
  let sum = 0;
  for (let found = 0; found < ranks.length && ranks[found]! <= cutoff; found++) {
    sum += (found + 1) / ranks[found]!;
  }
  return sum / Math.min(ranks.length, cutoff);
}

/** How many of the relevant passages stand within the first `cutoff`. */
export function foundAt(ranks: ArrayLike<number>, cutoff: number): number {
  let found = 0;
  while (found < ranks.length && ranks[found]! <= cutoff) found++;
  return found;
}

/** Share of the relevant passages within the first `cutoff`. */
export function recallAt(ranks: ArrayLike<number>, cutoff: number): number {
  return foundAt(ranks, cutoff) / ranks.length;
}

/** Share of relevant passages among the first `cutoff`; places beyond the end of a short pool count as irrelevant. */
export function precisionAt(ranks: ArrayLike<number>, cutoff: number): number {
  return foundAt(ranks, cutoff) / cutoff;
}

/** Whether the first `cutoff` hold a relevant passage: 1 or 0 (trec_eval's `success`). */
export function hitAt(ranks: ArrayLike<number>, cutoff: number): number {
  return ranks[0]! <= cutoff ? 1 : 0;
}

/**
 * nDCG with discount log2(rank + 1), over that of the best possible ranking of all relevant passages (Järvelin &
 * Kekäläinen 2002). The gain is the grade itself, as trec_eval's `ndcg_cut` has it.
 * @param grades of the passages at `ranks`, each above 0; all 1 if not given
 */
export function ndcgAt(ranks: ArrayLike<number>, cutoff: number, grades?: ArrayLike<number>): number {
  const found = foundAt(ranks, cutoff);
  let gained = 0;
  for (let i = 0; i < found; i++) gained += (grades ? grades[i]! : 1) / Math.log2(ranks[i]! + 1);
  const best = grades && Array.from(grades).sort((a, b) => b - a);
  let ideal = 0;
  for (let i = 0; i < Math.min(ranks.length, cutoff); i++) ideal += (best ? best[i]! : 1) / Math.log2(i + 2);
  return gained / ideal;
}

/** Plain mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Plain mean; null of nothing. */
export function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
