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
  const sums = sumsOfEight(values);
  let count = 1;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (let start = 0; start < sums.length;) {
      let bits = rng.uint32();
      for (const end = Math.min(start + 4 * 256, sums.length); start < end; start += 256) {
        sum += sums[start + (bits & 255)]!;
        bits >>>= 8;
      }
    }
    if (Math.abs(sum) >= seen) count++;
  }
  return count / (1 + rounds);
}

/** For each eight values their signed sum by every pattern of eight bits: a round then adds an eighth of the numbers. */
function sumsOfEight(values: Float64Array): Float64Array {
  const sums = new Float64Array(256 * Math.ceil(values.length / 8));
  for (let cell = 0; cell < sums.length; cell++) {
    const first = 8 * (cell >>> 8);
    const end = Math.min(first + 8, values.length);
    for (let i = first; i < end; i++) sums[cell]! += (cell >>> (i - first)) & 1 ? values[i]! : -values[i]!;
  }
  return sums;
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
