/**
 * Linear CKA of two sets of vectors of the same items (Kornblith et al. 2019, arXiv 1905.00414), from their Gram matrices:
 * tr(H K H L) / (||H K H|| ||H L H||), which equals ||Y^T X||^2 / (||X^T X|| ||Y^T Y||) with centred columns.
 * 0 .. 1; no rotation or scaling of either set changes it. With fewer items than dimensions it is high by chance.
 *
 * @param k [items, items] dot products of the first set
 * @param l [items, items] of the second
 * @returns null for fewer than two items, or where all vectors of a set are the same
 */
export function linearCka(k: Float64Array, l: Float64Array, items: number): number | null {
  if (items < 2) return null;
  const [a, b] = [centred(k, items), centred(l, items)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    ab += a[at]! * b[at]!;
    aa += a[at]! ** 2;
    bb += b[at]! ** 2;
  }
  // What rounding leaves of vectors that are all the same is no structure.
  if (aa < ROUNDING || bb < ROUNDING) return null;
  return ab / Math.sqrt(aa * bb);
}

const ROUNDING = 1e-20;

/** Takes row and column means off. */
function centred(gram: Float64Array, items: number): Float64Array {
  const means = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < items; j++) means[i]! += gram[i * items + j]! / items;
  }
  const mean = means.reduce((sum, x) => sum + x, 0) / items;
  return gram.map((x, at) => x - means[Math.floor(at / items)]! - means[at % items]! + mean);
}
