import type { Rng } from '../rng';
import type { QuerySwitch } from './batch';
import type { PairPool } from './pairPool';

/**
 * Whether and how the query of a pair is code-switched: with probability `share` it goes on in another language of
 * its question, each equally likely, at a place drawn uniformly. A question of one language is never switched. Takes
 * the same numbers of draws for a switched query whatever the share, so that a higher share only adds to a lower one's.
 */
export function drawSwitch(
  pool: PairPool,
  question: number,
  language: number,
  share: number,
  rng: Rng,
): QuerySwitch | undefined {
  const [coin, at, place] = [rng.float(), rng.float(), rng.float()];
  const others = switchTargets(pool, question, language);
  if (coin >= share || others.length === 0) return undefined;
  return { query: others[Math.floor(place * others.length)]!, at };
}

/** Corpus query indices of a question in other languages. */
export function switchTargets(pool: PairPool, question: number, language: number): number[] {
  return pool.questions[question]!.versions.flatMap((version, other) =>
    version && other !== language ? [version.query] : [],
  );
}

/**
 * The tokens of a code-switched query: `first` up to the share `at` of its own tokens, `second` from there on. What
 * both begin and end with (special tokens, a prompt) stands once. At least one token of either's own is kept, and the
 * result is no longer than the longer of the two; `first` as it is where that can't be.
 * @param at in [0, 1)
 */
export function switchTokens(first: Int32Array, second: Int32Array, at: number): Int32Array {
  const shortest = Math.min(first.length, second.length);
  let head = 0;
  while (head < shortest && first[head] === second[head]) head++;
  let tail = 0;
  while (tail < shortest - head && first.at(-1 - tail) === second.at(-1 - tail)) tail++;
  const own = first.subarray(head, first.length - tail);
  const other = second.subarray(head, second.length - tail);
  if (own.length === 0 || other.length === 0 || own.length + other.length === 2) return first;
  const kept = own.subarray(0, Math.max(1, Math.floor(at * own.length)));
  const added = other.subarray(Math.min(other.length - 1, Math.max(1, Math.ceil(at * other.length))));
  return Int32Array.of(...first.subarray(0, head), ...kept, ...added, ...first.subarray(first.length - tail));
}
