/**
 * Metrics of one ranking with binary relevance. Each takes the ranks (1 = best) of all relevant passages, ascending
 * and distinct, at least one; results lie in [0, 1], higher is better.
 */

/** AP = mean over the relevant passages of (relevant ones up to it) / its rank (LAReQA's `utils_lareqa.py`). */
export function averagePrecision(ranks: number[]): number {
  return ranks.reduce((sum, rank, found) => sum + (found + 1) / rank, 0) / ranks.length;
}

/** 1 / rank of the best relevant passage, or 0 if that lies beyond `cutoff`. */
export function reciprocalRank(ranks: number[], cutoff = Infinity): number {
  return ranks[0]! <= cutoff ? 1 / ranks[0]! : 0;
}

/** Share of the relevant passages within the first `cutoff`. */
export function recallAt(ranks: number[], cutoff: number): number {
  return ranks.filter((rank) => rank <= cutoff).length / ranks.length;
}

/** nDCG with gain 1 and discount log2(rank + 1), over that of the best possible ranking (Järvelin & Kekäläinen 2002). */
export function ndcgAt(ranks: number[], cutoff: number): number {
  const gained = ranks
    .filter((rank) => rank <= cutoff)
    .reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(ranks.length, cutoff); rank++) ideal += 1 / Math.log2(rank + 1);
  return gained / ideal;
}

/** Plain mean; NaN of nothing. */
export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
