/**
 * Isotropy as 1 - mean cosine of two different vectors, the measure of Ethayarajh (2019, arXiv 1909.00512) turned round:
 * 1 where directions cancel out, 0 where all vectors point the same way; range 0 .. 2, a little above 1 at most.
 *
 * @param cosine [count, count]
 * @returns null for fewer than two vectors
 */
export function isotropyOf(cosine: Float64Array, count: number): number | null {
  if (count < 2) return null;
  let sum = 0;
  for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) sum += cosine[i * count + j]!;
  return 1 - sum / ((count * (count - 1)) / 2);
}

/**
 * Uniformity (Wang & Isola 2020, arXiv 2005.10242, sec. 4.1.2): log of the mean of exp(-2 ||x - y||^2) over all two
 * different vectors of length 1. At most 0, where all are the same; lower is more even, -4 on a large sphere.
 *
 * @param cosine [count, count]
 * @returns null for fewer than two vectors
 */
export function uniformityOf(cosine: Float64Array, count: number): number | null {
  if (count < 2) return null;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) sum += Math.exp(-4 * (1 - cosine[i * count + j]!));
  }
  return Math.log(sum / ((count * (count - 1)) / 2));
}

/**
 * Alignment (Wang & Isola 2020, sec. 4.1.1): the mean of ||x - y||^2 over pairs that belong together, of vectors of
 * length 1. 0 .. 4, lower is closer.
 *
 * @param cosines of each pair
 * @returns null without pairs
 */
export function alignmentOf(cosines: readonly number[]): number | null {
  if (cosines.length === 0) return null;
  return cosines.reduce((sum, cosine) => sum + 2 - 2 * cosine, 0) / cosines.length;
}
