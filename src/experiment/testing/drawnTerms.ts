import type { Corpus } from '../../core/corpus';
import type { TokenTable } from '../../core/tokens';
import { adaptationTerm, defaultConfiguration } from '../../protocol';
import { createAdaptation, type Contributions } from '../adaptation/adaptation';
import type { Material } from '../adaptation/method';

const LANGUAGES = ['de', 'en', 'tr'];
const DOMAINS = ['arts', 'law'];
export const SENTENCES = 3;
const PARAGRAPHS = 6;
export const [OPEN, PROMPT, CLOSE] = [0, 1, 2];
/** Tokens of passage i: its own number, shifted, so that every token tells where it comes from. */
const WORDS = 8;
export const wordsOf = (passage: number) =>
  Array.from({ length: WORDS }, (_, word) => 100 + passage * WORDS + word);
export const passageOfToken = (token: number) => Math.floor((token - 100) / WORDS);

export const corpus: Corpus = {
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

export const material: Material = {
  corpus,
  queries: table(LANGUAGES.map(() => [OPEN, 50, CLOSE])),
  passages: table(corpus.passages.map((_, index) => [OPEN, PROMPT, ...wordsOf(index), CLOSE])),
  frames: { query: { opening: 1, closing: 1 }, passage: { opening: 2, closing: 1 } },
  maxLength: 128,
  source: inDomain('arts'),
  target: inDomain('law'),
  languages: LANGUAGES,
  dimensions: 2,
  teacher: { query: (i) => Float32Array.of(i, 1), passage: (j) => Float32Array.of(1, 2 * j) },
};

const pairs = LANGUAGES.map((language, query) => ({
  query,
  passage: material.source[query]!,
  queryLanguage: language,
  passageLanguage: 'de',
}));
/** A step with one pair a language. */
export const scene = (step: number) => ({
  batch: { draw: step, kind: 'cross' as const, pairs },
  queries: { first: 0, count: pairs.length },
  passages: { first: pairs.length, count: pairs.length },
  step,
  progress: step / 100,
});

/** What can be compared. */
export const told = ({ texts, terms, read }: Contributions) => ({ texts, terms, read });

/** What is drawn for a term at some step, for a step whose own texts are the batch's. */
export function drawn(term: unknown, step = 0, seed = 0) {
  const configuration = {
    ...defaultConfiguration,
    seed,
    dropout: 0.1,
    adaptation: [adaptationTerm.parse(term)],
  };
  return told(createAdaptation(configuration, material).contribute(scene(step), 2 * pairs.length));
}
