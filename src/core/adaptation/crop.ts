import type { Rng } from '../rng';

export interface CropOptions {
  /** Shares of the text's tokens that a span has at least and at most, in (0, 1]. */
  shortest: number;
  longest: number;
  /** Probability of each token of the span to be deleted, in [0, 1). */
  deleted: number;
}

/** Tokens that a span keeps whatever is deleted. */
const LEAST = 1;

/**
 * A random span of a text's tokens, thinned out: half of a positive pair (Izacard et al. 2022, Contriever, sec. 3.1:
 * spans of 10 to 50 % of a text, each token deleted with probability 0.1). Length and place are uniform.
 * @param words the text's own tokens
 */
export function randomCrop(
  words: Int32Array,
  { shortest, longest, deleted }: CropOptions,
  rng: Rng,
): Int32Array {
  if (words.length === 0) return words.slice();
  const least = Math.max(LEAST, Math.round(shortest * words.length));
  const most = Math.max(least, Math.round(longest * words.length));
  const length = least + rng.int(most - least + 1);
  const first = rng.int(words.length - length + 1);
  const span = words.subarray(first, first + length);
  if (deleted === 0) return span.slice();
  const kept = span.filter(() => rng.float() >= deleted);
  return kept.length >= LEAST ? kept : span.slice(0, LEAST);
}
