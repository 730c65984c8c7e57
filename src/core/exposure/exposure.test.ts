import { describe, expect, it } from 'vitest';
import { buildPairPool } from '../batches/pairPool';
import { compositionOf } from '../testing/compositionOf';
import { finished } from '../testing/finished';
import { parallelCorpus } from '../testing/parallelCorpus';
import { exposureOf as exposureIn, mostTexts } from './exposure';
import { trainedTexts, type TextSets } from './trainedTexts';

const LANGUAGES = ['de', 'en', 'zh'];
/** Questions 0 to 3 are about law, 4 to 9 about food; passages 10 and 11 answer nothing. 10 queries a language. */
const corpus = parallelCorpus({
  languages: LANGUAGES,
  questions: 10,
  passages: 12,
  domain: (i) => (i < 4 ? 'law' : 'food'),
});
const pick = (languages: string[], domains: string[]): TextSets => {
  const indices = (texts: { language: string; domain: string }[]) =>
    new Set(
      [...texts.keys()].filter(
        (i) => languages.includes(texts[i]!.language) && domains.includes(texts[i]!.domain),
      ),
    );
  return { queries: indices(corpus.queries), passages: indices(corpus.passages) };
};
const trained = (languages: string[], domains: string[]) =>
  trainedTexts(buildPairPool(corpus, { languages, domains }), compositionOf({ strategy: 'X-X-mono' }));

const exposureOf = (...of: Parameters<typeof exposureIn>) => finished(exposureIn(...of));

describe('exposureOf', () => {
  it('is nothing where domains are held out', () => {
    const found = exposureOf(corpus, pick(LANGUAGES, ['law']), trained(['de', 'en'], ['food']), 0);
    expect(found).toMatchObject({
      zeroShot: { data: true, languages: ['zh'], domains: ['law'] },
      ...{ queries: 0, passages: 0, translations: { queries: 0, passages: 0 } },
    });
  });

  it('counts texts and their translations', () => {
    // Evaluated: 3 x 10 queries, 3 x 12 passages. Trained on: food in English, 6 queries and 6 passages.
    const found = exposureOf(corpus, pick(LANGUAGES, ['law', 'food']), trained(['en'], ['food']), 0);
    expect(found.zeroShot).toEqual({ data: false, languages: ['de', 'zh'], domains: ['law'] });
    expect(found.queries).toBeCloseTo(6 / 30, 12);
    expect(found.passages).toBeCloseTo(6 / 36, 12);
    expect(found.translations.queries).toBeCloseTo(12 / 30, 12);
    expect(found.translations.passages).toBeCloseTo(12 / 36, 12);
  });

  it('finds the same text at another place, and one that is nearly the same', () => {
    const texts = new Map([
      // German passages of law; passages 4 (food) are trained on.
      [0, 'The  COURT rules on the appeal today.'],
      [1, 'The court rules on the appeal today!'],
      [4, 'The court rules on the appeal today.'],
    ]);
    const altered = {
      ...corpus,
      passages: corpus.passages.map((passage, i) => ({
        ...passage,
        text: texts.get(i) ?? `${'xyz'.repeat(i)}${i}`,
      })),
    };
    const pool = buildPairPool(altered, { languages: ['de'], domains: ['food'] });
    const sets = trainedTexts(pool, compositionOf({ strategy: 'X-X-mono' }));
    const found = exposureOf(altered, pick(['de'], ['law']), sets, 0);
    expect(found.zeroShot.data).toBe(false);
    expect(found.passages).toBe(1 / 4);
    // 33 4-grams each, 32 of them shared: 32 / 34 = 0.94.
    expect(found.nearDuplicates).toEqual({ passages: 1 / 4, threshold: 0.8, sample: 3 });
  });

  it('is zero-shot in everything where nothing is trained on', () => {
    const nothing = { queries: new Set<number>(), passages: new Set<number>() };
    expect(exposureOf(corpus, pick(['de', 'en'], ['law']), nothing, 0).zeroShot).toEqual({
      ...{ data: true, languages: ['de', 'en'], domains: ['law'] },
    });
  });

  it('says how many texts it reads, at most as many as it said before', () => {
    const sets = [pick(LANGUAGES, ['law', 'food']), trained(['en'], ['food'])] as const;
    const read = [...exposureIn(corpus, ...sets, 0)].reduce((sum, texts) => sum + texts, 0);
    // Queries: 30 + 6. Passages: 36 + 6; then again the 30 that are not trained on, and the 6 that are.
    expect(read).toBe(36 + 42 + 36);
    expect(mostTexts(...sets)).toBe(36 + 42 + 42);
  });
});
