/** How many tokens of every text stand before and behind its own words: special tokens and the prompt. */
export interface TokenFrame {
  opening: number;
  closing: number;
}

/** Texts that have no piece in common: what their encodings share is put around every text. */
export const UNLIKE_TEXTS = ['a', '7', '中'] as const;

/**
 * What encodings of texts that have nothing in common (see `UNLIKE_TEXTS`) share at their beginning and at their end.
 * @param encodings at least two lists of token ids
 */
export function frameOf(encodings: readonly (readonly number[])[]): TokenFrame {
  const shortest = Math.min(...encodings.map((ids) => ids.length));
  const [first, ...others] = encodings;
  const shared = (at: (ids: readonly number[], place: number) => number | undefined): number => {
    let place = 0;
    while (place < shortest && others.every((ids) => at(ids, place) === at(first!, place))) place++;
    return place;
  };
  const opening = shared((ids, place) => ids[place]);
  const closing = shared((ids, place) => ids.at(-1 - place));
  return { opening, closing: Math.min(closing, shortest - opening) };
}

/** The tokens of a text's own words (a view). Empty where a text is nothing but its frame. */
export function bodyOf(tokens: Int32Array, { opening, closing }: TokenFrame): Int32Array {
  return tokens.subarray(opening, Math.max(opening, tokens.length - closing));
}

/** Other words in the frame of a text; words that would make it longer than `maxLength` are cut off at the end. */
export function reframed(
  tokens: Int32Array,
  { opening, closing }: TokenFrame,
  words: Int32Array,
  maxLength: number,
): Int32Array {
  const kept = words.subarray(0, Math.max(0, maxLength - opening - closing));
  const made = new Int32Array(opening + kept.length + closing);
  made.set(tokens.subarray(0, opening));
  made.set(kept, opening);
  made.set(tokens.subarray(tokens.length - closing), opening + kept.length);
  return made;
}
