/**
 * Near-duplicates by the Jaccard similarity of their character 4-grams (shingles: Broder, "On the resemblance and
 * containment of documents", 1997), which needs no words and so holds for Chinese and Thai too. Exact, by prefix
 * filtering (Bayardo, Ma & Srikant, "Scaling up all pairs similarity search", WWW 2007): two sets of similarity t or
 * more share one of the first |s| - ceil(t |s|) + 1 shingles of either, in any order; the rare ones come first.
 */
import { createNumbering, type Numbering } from './numbering';
import { createShingler } from './shingles';
import { textByText } from './textByText';

const TWO_32 = 2 ** 32;

/** Jaccard similarity from which two texts count as near-duplicates. */
export const NEAR = 0.8;

/**
 * For each of `texts`, whether some text of `others` is as similar. Memory is bounded by `texts`, and by the pairs of
 * characters in `others`, which pass by.
 * @param threshold above 0, up to 1
 * @yields how many of either were read since the last pause
 */
export function* nearDuplicates(
  texts: readonly string[],
  others: Iterable<string>,
  threshold = NEAR,
): Generator<number, boolean[]> {
  const shinglesOf = createShingler();
  const numbering = createNumbering();
  const sets: Int32Array[] = [];
  yield* textByText(texts, (text) => void sets.push(numbersOf(shinglesOf(text), numbering)));
  const frequency = new Int32Array(numbering.size());
  for (const set of sets) for (const shingle of set) frequency[shingle]!++;
  const holders = invert(
    sets.map((set) => rarest(set, prefixLength(set.length, threshold), frequency)),
    frequency.length,
  );

  const found = texts.map(() => false);
  /** The last of the others that has a shingle, and that a text was compared with. */
  const had = new Int32Array(frequency.length).fill(-1);
  const compared = new Int32Array(texts.length).fill(-1);
  yield* textByText(others, (text, other) => {
    const keys = shinglesOf(text);
    const known: number[] = [];
    let strange = 0;
    for (const key of keys) {
      const shingle = numbering.find(key);
      if (shingle < 0) keys[strange++] = key;
      else if (had[shingle] !== other) {
        had[shingle] = other;
        known.push(shingle);
      }
    }
    // What no text has is the rarest of all: it comes first, and leads to none.
    const before = sortDistinct(keys.subarray(0, strange));
    const size = before + known.length;
    const length = prefixLength(size, threshold) - before;
    if (length <= 0) return;
    for (const shingle of rarest(known, length, frequency)) {
      for (let at = holders.start[shingle]!; at < holders.start[shingle + 1]!; at++) {
        const index = holders.texts[at]!;
        if (found[index] || compared[index] === other) continue;
        compared[index] = other;
        const own = sets[index]!;
        if (Math.min(own.length, size) / Math.max(own.length, size) < threshold) continue;
        let both = 0;
        for (const each of own) if (had[each] === other) both++;
        found[index] = both / (own.length + size - both) >= threshold;
      }
    }
  });
  return found;
}

/** How many of a set's shingles hold one that any set as similar has, too. */
function prefixLength(size: number, threshold: number): number {
  let shared = Math.ceil(threshold * size);
  // The product may be rounded up to beyond a whole number.
  while ((shared - 1) / size >= threshold) shared--;
  return size - shared + 1;
}

/** The first of a set's shingles in order of frequency, then number: one order for all sets. */
function rarest(set: ArrayLike<number>, length: number, frequency: Int32Array): Uint32Array {
  const keys = new Float64Array(set.length);
  for (let i = 0; i < keys.length; i++) keys[i] = frequency[set[i]!]! * TWO_32 + set[i]!;
  keys.sort();
  const first = new Uint32Array(length);
  for (let i = 0; i < length; i++) first[i] = keys[i]!;
  return first;
}

/** For each shingle the texts that have it in their prefix: those from its start to that of the next. */
function invert(
  prefixes: readonly Uint32Array[],
  shingles: number,
): { start: Int32Array; texts: Int32Array } {
  const start = new Int32Array(shingles + 1);
  for (const prefix of prefixes) for (const shingle of prefix) start[shingle + 1]!++;
  for (let shingle = 0; shingle < shingles; shingle++) start[shingle + 1]! += start[shingle]!;
  const next = start.slice();
  const texts = new Int32Array(start[shingles]!);
  for (const [index, prefix] of prefixes.entries())
    for (const shingle of prefix) texts[next[shingle]!++] = index;
  return { start, texts };
}

function numbersOf(keys: Float64Array, numbering: Numbering): Int32Array {
  const numbers = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) numbers[i] = numbering.add(keys[i]!);
  return numbers.slice(0, sortDistinct(numbers));
}

/** Brings the distinct ones to the front, in order, and gives their number. */
function sortDistinct(values: Int32Array | Float64Array): number {
  values.sort();
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (count === 0 || value !== values[count - 1]) values[count++] = value;
  }
  return count;
}
