import { normalise } from './normalise';
import { createNumbering } from './numbering';

/** Characters of a shingle. */
const SHINGLE = 4;

/** Above all code points. */
const POINTS = 2 ** 21;
/** What a text shorter than a shingle is filled up with: no code point. */
const FILL = POINTS - 1;

/** More pairs of characters than a corpus can have; a pair of pairs is still an exact number. */
const PAIRS = 2 ** 26;

/**
 * Makes a function from a text to the keys of its shingles, one a place: the same key for the same four code points of
 * normalised text, and for no others. A text shorter than a shingle is its own. What it returns is overwritten by the
 * next call. Keeps the pairs of characters that it has met.
 */
export function createShingler(): (text: string) => Float64Array {
  const pairs = createNumbering();
  let points = new Float64Array(1024);
  return (text) => {
    const plain = normalise(text);
    if (points.length < plain.length) points = new Float64Array(2 * plain.length);
    let count = 0;
    for (let at = 0; at < plain.length; count++) {
      const point = plain.codePointAt(at)!;
      points[count] = point;
      at += point > 0xffff ? 2 : 1;
    }
    for (; count < SHINGLE; count++) points[count] = FILL;
    for (let i = 0; i + 1 < count; i++) points[i] = pairs.add(points[i]! * POINTS + points[i + 1]!);
    const places = count - SHINGLE + 1;
    for (let i = 0; i < places; i++) points[i] = points[i]! * PAIRS + points[i + 2]!;
    return points.subarray(0, places);
  };
}
