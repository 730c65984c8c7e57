import { incompleteBeta } from './distributions';

/** P(X <= k) of a binomial distribution: I_(1 - p)(n - k, k + 1), the regularised incomplete beta function. */
function binomialAtMost(k: number, n: number, p: number): number {
  return k >= n ? 1 : incompleteBeta(1 - p, p, n - k, k + 1);
}

/**
 * The least count that is not exceeded with probability `at`, as `scipy.stats.binom.ppf`.
 * @param at in (0, 1)
 * @param n draws, at least 1
 * @param p probability of each, in [0, 1]
 */
export function binomialQuantile(at: number, n: number, p: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return n;
  let [low, high] = [0, n];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialAtMost(middle, n, p) >= at) high = middle;
    else low = middle + 1;
  }
  return low;
}
