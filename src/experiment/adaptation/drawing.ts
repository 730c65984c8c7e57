import { bodyOf, reframed } from '../../core/tokenFrame';
import { tokensOf } from '../../core/tokens';
import { IsoglotError } from '../../core/errors';
import type { Rng } from '../../core/rng';
import type { Material } from './method';

export type From = 'target' | 'source' | 'both';

/** Passages that a term may draw. */
export function passagesFrom(
  { source, target }: Pick<Material, 'source' | 'target'>,
  from: From,
): Int32Array {
  if (from === 'source') return source;
  if (from === 'target') return target;
  return Int32Array.from([...source, ...target]).sort();
}

/** So many of a list, all different. `items` must be at least `count` (see `requireEnough`). */
export function drawn<T>(items: ArrayLike<T>, count: number, rng: Rng): T[] {
  return rng.sample(items.length, count).map((place) => items[place]!);
}

/** @throws IsoglotError `bad-configuration` if a term has less to draw from than a step takes. */
export function requireEnough(kind: string, available: number, wanted: number, what: string): void {
  if (available >= wanted) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `${kind} draws ${wanted} ${what} a step, but there are ${available === 0 ? 'none' : available}.`,
    where: `adaptation: ${kind}`,
    remedy:
      available > 1
        ? `Set its texts to ${available} or less, or hold out more domains.`
        : 'Hold out domains for it to draw from (targetDomains), take the term out, or choose data and languages that have what it needs.',
  });
}

/** The words of a passage, without what is put around every text. */
export function wordsOf({ passages, frames }: Material, passage: number): Int32Array {
  return bodyOf(tokensOf(passages, passage), frames.passage);
}

/** Words as a passage, and as a query: with the prompt and the special tokens that such texts have. */
export function asPassage({ passages, frames, maxLength }: Material, words: Int32Array): Int32Array {
  return reframed(tokensOf(passages, 0), frames.passage, words, maxLength);
}

export function asQuery({ queries, frames, maxLength }: Material, words: Int32Array): Int32Array {
  return reframed(tokensOf(queries, 0), frames.query, words, maxLength);
}

/** One list behind the other. */
export function joined(lists: readonly Int32Array[]): Int32Array {
  return behindEachOther(lists, new Int32Array(lengthOf(lists)));
}

/** As `joined`, of vectors. */
export function joinedFloats(lists: readonly Float32Array[]): Float32Array {
  return behindEachOther(lists, new Float32Array(lengthOf(lists)));
}

function lengthOf(lists: readonly { length: number }[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function behindEachOther<T extends Int32Array | Float32Array>(lists: readonly T[], all: T): T {
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
