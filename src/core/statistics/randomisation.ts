import type { Rng } from '../rng';

/** Sums that differ by less are the same: the order of adding must not decide. */
const SAME = 1e-12;

/**
 * Paired randomisation test, two-sided (Fisher; Smucker, Allan & Carterette 2007, for retrieval): if the two systems were
 * alike, every difference could as well have had the other sign. p is the share of sign patterns whose |sum| is at
 * least the one seen.
 *
 * All 2^n patterns are gone through where they are no more than `rounds`; else `rounds` are drawn, and the pattern seen
 * counts as one more, (1 + count) / (1 + rounds), so that p is never 0 (Phipson & Smyth 2010).
 *
 * @param differences one per query, zeros included
 */
export function randomisationTest(
  differences: ArrayLike<number>,
  rng: Pick<Rng, 'uint32'>,
  rounds: number,
): number {
  const values = Float64Array.from(differences);
  const seen = Math.abs(values.reduce((sum, value) => sum + value, 0)) - SAME * Math.max(1, values.length);
  if (2 ** values.length <= rounds) return allPatterns(values, seen);
  let count = 1;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < values.length; i++) {
      if ((i & 31) === 0) bits = rng.uint32();
      sum += bits & 1 ? values[i]! : -values[i]!;
      bits >>>= 1;
    }
    if (Math.abs(sum) >= seen) count++;
  }
  return count / (1 + rounds);
}

function allPatterns(values: Float64Array, seen: number): number {
  const patterns = 2 ** values.length;
  let count = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += (pattern >>> i) & 1 ? values[i]! : -values[i]!;
    if (Math.abs(sum) >= seen) count++;
  }
  return count / patterns;
}
