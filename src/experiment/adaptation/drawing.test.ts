import { describe, expect, it } from 'vitest';
import { adaptationTerm, defaultConfiguration } from '../../protocol';
import {
  CLOSE,
  OPEN,
  PROMPT,
  SENTENCES,
  corpus,
  drawn,
  material,
  passageOfToken,
  scene,
  wordsOf,
} from '../testing/drawnTerms';
import { createAdaptation } from './adaptation';

it('takes a sentence out of its paragraph, and leaves it in where it may stay', () => {
  for (const kept of [0, 1]) {
    const { texts, terms } = drawn({ kind: 'inverse-cloze', texts: 4, kept });
    expect(terms[0]!.loss).toMatchObject({
      kind: 'contrastive',
      queries: { first: 6, count: 4 },
      passages: { first: 10, count: 4 },
    });
    for (let i = 0; i < 4; i++) {
      const [query, passage] = [texts[i]!, texts[4 + i]!];
      expect([query[0], query.at(-1), passage[0], passage[1], passage.at(-1)]).toEqual([
        OPEN,
        CLOSE,
        OPEN,
        PROMPT,
        CLOSE,
      ]);
      const sentence = passageOfToken(query[1]!);
      expect([...query.subarray(1, -1)]).toEqual(wordsOf(sentence));
      const first = sentence - (sentence % SENTENCES);
      const paragraph = [first, first + 1, first + 2].filter((other) => kept === 1 || other !== sentence);
      expect([...passage.subarray(2, -1)]).toEqual(paragraph.flatMap(wordsOf));
    }
  }
});

it('crops both halves of a pair from one paragraph', () => {
  const { texts } = drawn({ kind: 'cropping', texts: 5, deleted: 0 });
  const paragraphOf = (text: Int32Array) => Math.floor(passageOfToken(text[2]!) / SENTENCES);
  for (let i = 0; i < 5; i++) expect(paragraphOf(texts[i]!)).toBe(paragraphOf(texts[5 + i]!));
  expect(new Set(texts.slice(0, 5).map(paragraphOf)).size).toBe(5);
});

it('pairs a sentence with its translation, English first', () => {
  const { texts, terms } = drawn({ kind: 'translation-mse', texts: 6 });
  for (let i = 0; i < 6; i++) {
    const [x, y] = [texts[i]!, texts[6 + i]!].map((text) => corpus.passages[passageOfToken(text[2]!)]!);
    expect(x!.language).toBe('en');
    expect(y!.language).not.toBe('en');
    expect(y!.id.slice(2)).toBe(x!.id.slice(2));
  }
  const { loss } = terms[0]!;
  if (loss.kind !== 'alignment-mse') throw new Error(loss.kind);
  expect([...loss.teacher]).toEqual(texts.slice(0, 6).flatMap((text) => [1, 2 * passageOfToken(text[2]!)]));
});

it('labels domains and languages by the rows of the step', () => {
  const domains = drawn({ kind: 'adversarial', texts: 2 }, 50).terms[0]!.loss;
  expect(domains).toMatchObject({
    rows: [
      { first: 3, count: 3 },
      { first: 6, count: 2 },
    ],
  });
  if (domains.kind !== 'adversarial') throw new Error(domains.kind);
  expect([...domains.labels]).toEqual([0, 0, 0, 1, 1]);
  // 2 / (1 + e^-5) - 1, half way.
  expect(domains.lambda).toBeCloseTo(0.986614298, 8);
  const languages = drawn({ kind: 'adversarial', by: 'language' }).terms[0]!.loss;
  if (languages.kind !== 'adversarial') throw new Error(languages.kind);
  expect([...languages.labels]).toEqual([0, 1, 2, 0, 0, 0]);
});

it('crops two spans of a text apart from each other', () => {
  // Spans of 2 of 24 words: 23 places, so that 30 pairs of the same place are no accident.
  const same = Array.from({ length: 30 }, (_, step) => {
    const { texts } = drawn({ kind: 'cropping', texts: 2, shortest: 0.1, longest: 0.1, deleted: 0 }, step);
    return texts[0]!.join() === texts[2]!.join();
  });
  expect(same).toContain(false);
});

it('ranks translations both ways, with the margin', () => {
  expect(drawn({ kind: 'translation-ranking', texts: 5, margin: 0.2 }).terms[0]!.loss).toMatchObject({
    queries: { first: 6, count: 5 },
    passages: { first: 11, count: 5 },
    direction: 'symmetric',
    margin: 0.2,
  });
});

it.each(['coral', 'mmd'])('holds the passages of the batch against held-out ones: %s', (kind) => {
  const { texts, terms } = drawn({ kind, texts: 5 });
  expect(terms[0]!.loss).toMatchObject({ source: { first: 3, count: 3 }, target: { first: 6, count: 5 } });
  for (const text of texts) expect(corpus.passages[passageOfToken(text[2]!)]!.domain).toBe('law');
});

describe('distillation', () => {
  /** The made-up teacher has (i, 1) for query i and (1, 2 j) for passage j; the batch's queries are 0, 1, 2. */
  const [first, second, third] = scene(0).batch.pairs.map(({ passage }) => passage) as [
    number,
    number,
    number,
  ];

  it('wants the vectors of the untouched encoder, queries first', () => {
    expect(drawn({ kind: 'distillation' }).terms[0]!.loss).toEqual({
      kind: 'mse',
      rows: [
        { first: 0, count: 3 },
        { first: 3, count: 3 },
      ],
      target: Float32Array.of(0, 1, 1, 1, 2, 1, 1, 2 * first, 1, 2 * second, 1, 2 * third),
    });
  });

  it('wants the scores of the untouched encoder, a query a row', () => {
    const { loss } = drawn({ kind: 'distillation', of: 'scores' }).terms[0]!;
    if (loss.kind !== 'score-kl') throw new Error(loss.kind);
    // Query i with passage j: i * 1 + 1 * 2 j.
    const row = (query: number) => [first, second, third].map((passage) => query + 2 * passage);
    expect([...loss.teacher]).toEqual([0, 1, 2].flatMap(row));
  });
});

it('lets each of several terms draw for itself, and read its own rows', () => {
  const adaptation = ['simcse', 'coral'].map((kind) => adaptationTerm.parse({ kind, texts: 4 }));
  const configuration = { ...defaultConfiguration, dropout: 0.1, adaptation };
  const { texts, terms } = createAdaptation(configuration, material).contribute(scene(0), 6);
  expect(terms.map(({ loss }) => loss)).toMatchObject([
    { queries: { first: 6, count: 4 }, passages: { first: 10, count: 4 } },
    { source: { first: 3, count: 3 }, target: { first: 14, count: 4 } },
  ]);
  expect(texts.slice(0, 4)).toEqual(texts.slice(4, 8));
  expect(texts.slice(8)).not.toEqual(texts.slice(0, 4));
});
