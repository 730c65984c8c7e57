import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../core/corpus';
import { createRng } from '../../core/rng';
import type { TokenTable } from '../../core/tokens';
import { adaptationTerm, defaultConfiguration, type AdaptationTerm } from '../../protocol';
import { createAdaptation, type Contributions } from './adaptation';
import type { Material } from './method';

const LANGUAGES = ['de', 'en', 'tr'];
const DOMAINS = ['arts', 'law'];
const SENTENCES = 3;
const PARAGRAPHS = 6;
const [OPEN, PROMPT, CLOSE] = [0, 1, 2];
/** Tokens of passage i: its own number, shifted, so that every token tells where it comes from. */
const WORDS = 8;
const wordsOf = (passage: number) => Array.from({ length: WORDS }, (_, word) => 100 + passage * WORDS + word);
const passageOfToken = (token: number) => Math.floor((token - 100) / WORDS);

const corpus: Corpus = {
  name: 'made up',
  format: 'isoglot-qa',
  sha256: '0'.repeat(64),
  languages: LANGUAGES,
  domains: DOMAINS,
  queries: LANGUAGES.map((language) => ({ id: language, group: 'g', language, domain: 'arts', text: '?' })),
  passages: LANGUAGES.flatMap((language) =>
    DOMAINS.flatMap((domain) =>
      Array.from({ length: PARAGRAPHS * SENTENCES }, (_, i) => {
        const paragraph = `${domain}-${Math.floor(i / SENTENCES)}`;
        const id = `${language}_${paragraph}_${i % SENTENCES}`;
        return { id, language, domain, text: id, context: `${language} ${paragraph}` };
      }),
    ),
  ),
  relevant: LANGUAGES.map(() => []),
  warnings: [],
};

function table(texts: number[][]): TokenTable {
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((ids, i) => (offsets[i + 1] = offsets[i]! + ids.length));
  return { ids: Int32Array.from(texts.flat()), offsets };
}

const inDomain = (domain: string) =>
  Int32Array.from(corpus.passages.keys()).filter((index) => corpus.passages[index]!.domain === domain);

const material: Material = {
  corpus,
  queries: table(LANGUAGES.map(() => [OPEN, 50, CLOSE])),
  passages: table(corpus.passages.map((_, index) => [OPEN, PROMPT, ...wordsOf(index), CLOSE])),
  frames: { query: { opening: 1, closing: 1 }, passage: { opening: 2, closing: 1 } },
  maxLength: 128,
  source: inDomain('arts'),
  target: inDomain('law'),
  languages: LANGUAGES,
  dimensions: 2,
  teacher: { query: (i) => Float32Array.of(i, 0), passage: (i) => Float32Array.of(0, i) },
};

const pairs = LANGUAGES.map((language, query) => ({
  query,
  passage: material.source[query]!,
  queryLanguage: language,
  passageLanguage: 'de',
}));
const scene = (step: number) => ({
  batch: { draw: step, kind: 'cross' as const, pairs },
  queries: { first: 0, count: pairs.length },
  passages: { first: pairs.length, count: pairs.length },
  step,
  progress: step / 100,
});

/** What can be compared. */
const told = ({ texts, terms, read }: Contributions) => ({ texts, terms, read });

/** What is drawn for a term at some step, for a step whose own texts are the batch's. */
function drawn(term: unknown, step = 0, seed = 0) {
  const configuration = {
    ...defaultConfiguration,
    seed,
    dropout: 0.1,
    adaptation: [adaptationTerm.parse(term)],
  };
  return told(createAdaptation(configuration, material).contribute(scene(step), 2 * pairs.length));
}

const TERMS: Record<string, object> = {
  simcse: { kind: 'simcse', texts: 4 },
  'inverse-cloze': { kind: 'inverse-cloze', texts: 4 },
  cropping: { kind: 'cropping', texts: 4 },
  'adversarial-domain': { kind: 'adversarial', texts: 4 },
  'adversarial-language': { kind: 'adversarial', by: 'language', texts: 4 },
  'modir-domain': { kind: 'modir', texts: 4 },
  coral: { kind: 'coral', texts: 4 },
  mmd: { kind: 'mmd', texts: 4 },
  'translation-mse': { kind: 'translation-mse', texts: 4 },
  'translation-ranking': { kind: 'translation-ranking', texts: 4 },
  distillation: { kind: 'distillation' },
};

describe.each(Object.entries(TERMS))('%s', (name, term) => {
  it('names its curve and draws the same at the same step alone', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (step, seed) => {
        const once = drawn(term, step, seed);
        expect(once.terms.map((one) => one.name)).toEqual([name]);
        expect(drawn(term, step, seed)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });

  it('sees no passage that it does not own up to', () => {
    const configuration = { ...defaultConfiguration, dropout: 0.1, adaptation: [adaptationTerm.parse(term)] };
    const { touches } = createAdaptation(configuration, material);
    for (let step = 0; step < 30; step++) {
      const tokens = drawn(term, step)
        .texts.flatMap((text) => [...text])
        .filter((token) => token >= 100);
      for (const token of tokens) expect(touches.has(passageOfToken(token))).toBe(true);
    }
  });
});

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
  expect([...loss.teacher]).toEqual(texts.slice(0, 6).flatMap((text) => [0, passageOfToken(text[2]!)]));
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

it('compares scores with those of the untouched encoder', () => {
  const { loss } = drawn({ kind: 'distillation', of: 'scores' }).terms[0]!;
  if (loss.kind !== 'score-kl') throw new Error(loss.kind);
  // Queries (i, 0) and passages (0, j) of the made-up teacher are orthogonal.
  expect([...loss.teacher]).toEqual(Array<number>(9).fill(0));
});

it('goes on as if nothing had happened when MoDIR is broken off', () => {
  const configuration = {
    ...defaultConfiguration,
    adaptation: [adaptationTerm.parse({ kind: 'modir', texts: 4, queue: 16 })],
  };
  const embeddings = (step: number) => {
    const rng = createRng(5, step);
    return [3, 4].map((rows) => Float32Array.from({ length: 2 * rows }, () => rng.float() - 0.5));
  };
  const whole = createAdaptation(configuration, material);
  const first = createAdaptation(configuration, material);
  const second = createAdaptation(configuration, material);
  const play = (adaptation: typeof whole, from: number, to: number) => {
    for (let step = from; step < to; step++) {
      adaptation.contribute(scene(step), 6).learn(embeddings(step));
    }
  };
  play(whole, 0, 6);
  play(first, 0, 3);
  second.restore(first.state());
  play(second, 3, 6);
  expect(second.state()).toEqual(whole.state());
  expect(told(second.contribute(scene(6), 6))).toEqual(told(whole.contribute(scene(6), 6)));
});

describe('refuses', () => {
  const refused = (term: Partial<AdaptationTerm>, other: Partial<Material> = {}, dropout = 0.1) =>
    expect(() =>
      createAdaptation(
        { ...defaultConfiguration, dropout, adaptation: [adaptationTerm.parse(term)] },
        { ...material, ...other },
      ),
    );

  it('terms that need target text without any', () => {
    for (const kind of [
      'simcse',
      'inverse-cloze',
      'cropping',
      'coral',
      'mmd',
      'adversarial',
      'modir',
    ] as const)
      refused({ kind }, { target: new Int32Array() }).toThrow(/there are none/);
  });
  it('SimCSE without dropout', () => refused({ kind: 'simcse', texts: 4 }, {}, 0).toThrow(/dropout/));
  it('more texts than there are', () => refused({ kind: 'coral', texts: 1000 }).toThrow(/draws 1000/));
  it('one language to tell apart', () =>
    refused({ kind: 'adversarial', by: 'language' }, { languages: ['en'] }).toThrow(/training languages/));
  it('the same term twice', () =>
    expect(() =>
      createAdaptation(
        {
          ...defaultConfiguration,
          adaptation: [0, 1].map(() => adaptationTerm.parse({ kind: 'distillation' })),
        },
        material,
      ),
    ).toThrow(/given twice/));
});

it('leaves a term of weight 0 out', () => {
  expect(drawn({ kind: 'coral', weight: 0 }).terms).toEqual([]);
});
