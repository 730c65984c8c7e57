import { describe, expect, it } from 'vitest';
import { createRng } from '../rng';
import { nearDuplicates } from './nearDuplicates';

/** By definition, without hashes and without a filter. */
function jaccard(a: string, b: string): number {
  const shingles = (text: string) =>
    new Set(Array.from({ length: text.length - 3 }, (_, i) => text.slice(i, i + 4)));
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

  it.each([0.5, 0.8, 0.9])('finds all that a comparison of every pair finds, at %d', (threshold) => {
    const rng = createRng(5);
    const letters = (length: number) => Array.from({ length }, () => 'abcdef'[rng.int(6)]!).join('');
    const texts = Array.from({ length: 60 }, () => letters(30 + rng.int(30)));
    const others = texts.map((text) => text.slice(rng.int(25)) + letters(rng.int(25)));
    const expected = texts.map((text) => others.some((other) => jaccard(text, other) >= threshold));
    expect(nearDuplicates(texts, others, threshold)).toEqual(expected);
    expect(new Set(expected).size).toBe(2);
  });
});
