/**
 * Near-duplicates by the Jaccard similarity of their character 4-grams (shingles: Broder, "On the resemblance and
 * containment of documents", 1997), which needs no words and so holds for Chinese and Thai too. Exact, by prefix
 * filtering (Bayardo, Ma & Srikant, "Scaling up all pairs similarity search", WWW 2007): two sets of similarity t or
 * more share one of the first |s| - ceil(t |s|) + 1 shingles of either, in any order; the rare ones come first.
 */
import { normalise } from './normalise';

/** Characters of a shingle. */
const SHINGLE = 4;

const TWO_32 = 2 ** 32;

/** Jaccard similarity from which two texts count as near-duplicates. */
export const NEAR = 0.8;

/**
 * For each of `texts`, whether some text of `others` is as similar. Memory is bounded by `texts`; `others` pass by.
 * @param threshold above 0, up to 1
 */
export function nearDuplicates(
  texts: readonly string[],
  others: Iterable<string>,
  threshold = NEAR,
): boolean[] {
  const sets = texts.map(shinglesOf);
  const frequency = new Map<number, number>();
  for (const set of sets)
    for (const shingle of set) frequency.set(shingle, (frequency.get(shingle) ?? 0) + 1);
  const prefixOf = (set: readonly number[]) => {
    // Frequency and shingle in one number. Those that only the other side has are the rarest of all.
    const keys = Float64Array.from(set, (shingle) => (frequency.get(shingle) ?? 0) * TWO_32 + shingle).sort();
    const length = set.length - Math.ceil(threshold * set.length) + 1;
    return Array.from(keys.subarray(0, length), (key) => key % TWO_32);
  };
  const holders = new Map<number, number[]>();
  for (const [index, set] of sets.entries()) {
    for (const shingle of prefixOf(set)) {
      const known = holders.get(shingle);
      if (known) known.push(index);
      else holders.set(shingle, [index]);
    }
  }
  const found = texts.map(() => false);
  for (const other of others) {
    const set = shinglesOf(other);
    const has = new Set(set);
    const looked = new Set<number>();
    for (const shingle of prefixOf(set)) {
      for (const index of holders.get(shingle) ?? []) {
        if (found[index] || looked.has(index)) continue;
        looked.add(index);
        found[index] = jaccard(sets[index]!, has) >= threshold;
      }
    }
  }
  return found;
}

function jaccard(a: readonly number[], b: ReadonlySet<number>): number {
  let both = 0;
  for (const shingle of a) if (b.has(shingle)) both++;
  return both / (a.length + b.size - both);
}

/** Hashes of a text's distinct shingles; a text shorter than one is its own. */
function shinglesOf(text: string): number[] {
  const points = Array.from(normalise(text), (character) => character.codePointAt(0)!);
  const shingles = new Set<number>();
  for (let i = 0; i === 0 || i + SHINGLE <= points.length; i++) shingles.add(hashOf(points, i));
  return [...shingles];
}

/** FNV-1a over the code points of one shingle, at most. Two in four thousand million share a hash. */
function hashOf(points: readonly number[], start: number): number {
  let hash = 0x811c9dc5;
  const end = Math.min(start + SHINGLE, points.length);
  for (let i = start; i < end; i++) {
    for (let rest = points[i]!; ; rest >>>= 8) {
      hash = Math.imul(hash ^ (rest & 0xff), 0x01000193);
      if (rest < 0x100) break;
    }
  }
  return hash >>> 0;
}
