import type { Rng } from '../rng';
import type { Sampling } from './composition';

/**
 * Probabilities of things by their sizes: p_i = w_i n_i^e / sum of the same, with e = 0 (`uniform`), 1 (`size`) or
 * 1 / temperature (Arivazhagan et al., arXiv 1907.05019, sec. 4.2). What has size 0 is never drawn.
 * @param sizes at least 0
 * @param weights above 0, one per size; 1 each where left out
 */
export function samplingProbabilities(
  sizes: readonly number[],
  { by, temperature }: Sampling,
  weights?: readonly number[],
): number[] {
  const exponent = by === 'uniform' ? 0 : by === 'size' ? 1 : 1 / temperature;
  return normalised(sizes.map((size, i) => (size === 0 ? 0 : (weights?.[i] ?? 1) * size ** exponent)));
}

/** Weights divided by their sum, which must be above 0. */
export function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Index whose share of [0, 1) holds `at`. */
export function pick(probabilities: readonly number[], at: number): number {
  let below = 0;
  for (const [index, probability] of probabilities.entries()) {
    below += probability;
    if (at < below) return index;
  }
  // The sum may fall short of 1 by its rounding.
  return probabilities.findLastIndex((probability) => probability > 0);
}

/** Draws an index; equal probabilities draw an integer, which is exact. */
export function drawFrom(probabilities: readonly number[], rng: Rng): number {
  const equal = probabilities.every((probability) => probability === probabilities[0]);
  return equal ? rng.int(probabilities.length) : pick(probabilities, rng.float());
}
