import { createRng } from '../rng';

/** Keeps the draw apart from those of batches, which come from the same seed. */
const STREAM = 0x6e0;

/** A text of an evaluation: the row of its vector and what is known of it. */
export interface PlacedText {
  row: number;
  language: string;
  domain: string;
}

/**
 * At most `size` texts, an equal number of each language as far as it has so many, drawn without replacement. The same
 * seed gives the same texts, whatever their vectors are, so that the evaluations of a run can be compared.
 *
 * @returns in the order given
 */
export function sampleTexts<T extends PlacedText>(texts: readonly T[], size: number, seed: number): T[] {
  const languages = [...new Set(texts.map(({ language }) => language))].sort();
  const each = Math.max(1, Math.floor(size / Math.max(1, languages.length)));
  const kept = languages.flatMap((language, number) => {
    const own = texts.filter((text) => text.language === language);
    const places = createRng(seed, STREAM, number).sample(own.length, Math.min(each, own.length));
    return places.map((place) => own[place]!);
  });
  const wanted = new Set(kept);
  return texts.filter((text) => wanted.has(text));
}
