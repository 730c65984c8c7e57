/**
 * Spearman correlation of two rankings by their first items alone (MRC, Yang et al. 2025, arXiv 2509.06195, which
 * leaves open what becomes of items that only one of them has): over the union of both heads; what a head lacks stands
 * behind it, all at the same mean rank. In [-1, 1]; about -1 for heads without a common item, not 0.
 * @param a the first items, best first, distinct
 * @param b as many of another ranking
 */
export function headCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = a.length;
  const sum = (length * (length + 1)) / 2;
  let common = 0;
  let products = 0;
  let commonInA = 0;
  let commonInB = 0;
  for (let i = 0; i < length; i++) {
    for (let j = 0; j < length; j++) {
      if (a[i] !== b[j]) continue;
      common++;
      products += (i + 1) * (j + 1);
      commonInA += i + 1;
      commonInB += j + 1;
    }
  }
  const union = 2 * length - common;
  if (union === 1) return 1;
  const behind = (length + 1 + union) / 2;
  products += (2 * sum - commonInA - commonInB) * behind;
  const center = (union + 1) / 2;
  const squares =
    (length * (length + 1) * (2 * length + 1)) / 6 + (union - length) * behind ** 2 - union * center ** 2;
  return (products - union * center ** 2) / squares;
}
