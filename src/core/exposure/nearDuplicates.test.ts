import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finished } from '../testing/finished';
import { nearDuplicates as search } from './nearDuplicates';

const nearDuplicates = (...of: Parameters<typeof search>) => finished(search(...of));

/** By definition, of texts in normal form: every pair, every shingle, no filter. */
function jaccard(a: string, b: string): number {
  const shingles = (text: string) => {
    const points = [...text];
    return new Set(
      Array.from({ length: Math.max(1, points.length - 3) }, (_, i) => points.slice(i, i + 4).join('')),
    );
  };
  const [x, y] = [shingles(a), shingles(b)];
  const both = [...x].filter((shingle) => y.has(shingle)).length;
  return both / (x.size + y.size - both);
}

describe('nearDuplicates', () => {
  it.each<[string, string, string, boolean]>([
    // "abcdefghijklm" has 10 4-grams; one letter more adds 1: 10 / 11 = 0.91; three more: 10 / 13 = 0.77.
    ['one letter more', 'abcdefghijklm', 'abcdefghijklmn', true],
    ['three letters more', 'abcdefghijklm', 'abcdefghijklmnop', false],
    // 8 of 10 is the threshold itself.
    ['just as much as is asked for', 'abcdefghijk', 'abcdefghijklm', true],
    ['another case, width and white space', 'Ｔｈｅ  court\nrules', 'the court rules', true],
    ['Chinese', '法院今天作出了最终的判决结果如下', '法院今天作出了最终的判决结果如下。', true],
    ['Thai', 'ศาลมีคำพิพากษาในวันนี้', 'ศาลมีคำพิพากษาในวันนี้ค', true],
    ['other Chinese', '法院今天作出了最终的判决', '昨天下午他们去了学校图书馆', false],
    ['two short texts', 'ab', 'AB', true],
    ['two other short texts', 'ab', 'ac', false],
  ])('%s', (_, text, other, expected) => {
    expect(nearDuplicates([text], [other])).toEqual([expected]);
    expect(nearDuplicates([other], [text])).toEqual([expected]);
  });

  /** Texts of few characters, two of them beyond 16 bits, and others made of pieces of them: many pairs are near. */
  const letters = (most: number) =>
    fc
      .array(fc.constantFrom('a', 'b', 'c', '法', '𠀀', '𠀁'), { maxLength: most })
      .map((all) => all.join(''));
  const corpora = fc.array(letters(24), { minLength: 1, maxLength: 6 }).chain((texts) =>
    fc.tuple(
      fc.constant(texts),
      fc.array(
        fc
          .tuple(fc.constantFrom(...texts), fc.nat(4), letters(4))
          .map(([text, from, end]) => [...text].slice(from).join('') + end),
        { maxLength: 6 },
      ),
    ),
  );
  // Thirds and tenths have no exact double: what is just as much as is asked for must be found all the same.
  const thresholds = fc.constantFrom(0.1, 0.3, 1 / 3, 0.5, 0.55, 0.6, 2 / 3, 0.7, 0.8, 0.9, 1);

  it('finds all that a comparison of every pair finds, and nothing else', () => {
    const seen = { near: 0, other: 0 };
    fc.assert(
      fc.property(corpora, thresholds, ([texts, others], threshold) => {
        const expected = texts.map((text) => others.some((other) => jaccard(text, other) >= threshold));
        for (const near of expected) seen[near ? 'near' : 'other']++;
        expect(nearDuplicates(texts, others, threshold)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(seen.near, seen.other)).toBeGreaterThan(200);
  });

  it('finds a near-duplicate among thousands of texts', () => {
    const texts = Array.from({ length: 3000 }, (_, i) => `${(i * 7919) % 1_000_003} and ${i * i} of ${i}`);
    const near = [17, 1234, 2999];
    const found = nearDuplicates(
      texts,
      near.map((i) => `${texts[i]!}.`),
    );
    expect(found.flatMap((is, i) => (is ? [i] : []))).toEqual(near);
  });

  it('pauses, and says how many texts it has read', () => {
    const texts = Array.from({ length: 30 }, (_, i) => `${i} `.repeat(5000));
    const pauses = [...search(texts, ['1 2 3', '4 5 6'])];
    expect(pauses.reduce((sum, read) => sum + read, 0)).toBe(32);
    expect(pauses.length).toBeGreaterThan(2);
  });
});
