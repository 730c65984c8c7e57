import type { Corpus } from '../corpus';
import { createRng } from '../rng';
import { NEAR, nearDuplicates } from './nearDuplicates';
import { normalise } from './normalise';
import { textByText } from './textByText';
import type { TextSets } from './trainedTexts';

/** What of the evaluated texts a run trains on. Shares are of all evaluated queries or passages, in [0, 1]. */
export interface Exposure {
  zeroShot: {
    /** Neither an evaluated text nor a translation of one is trained on. */
    data: boolean;
    /** Evaluated languages of which nothing is trained on. */
    languages: string[];
    /** Evaluated domains of which nothing is trained on. */
    domains: string[];
  };
  /** The same text is trained on, but for case, white space and compatibility forms. */
  queries: number;
  passages: number;
  /** Not the text itself, but one in another language that asks or answers the same question. */
  translations: { queries: number; passages: number };
  /** Not the text itself, but one with a Jaccard similarity of `threshold` or more; of `sample` passages. */
  nearDuplicates: { passages: number; threshold: number; sample: number };
}

/** Passages that are looked at for near-duplicates at most: more are drawn from. */
const SAMPLE = 10_000;

/** One random stream for the sample. */
const STREAM = 71;

/**
 * What of the evaluated texts is trained on: these indices of each into the corpus.
 * @param seed of the sample
 * @yields how many texts were read since the last pause, some of them for the second time (see `mostTexts`)
 */
export function* exposureOf(
  corpus: Corpus,
  evaluated: TextSets,
  trained: TextSets,
  seed: number,
): Generator<number, Exposure> {
  const { queries, passages } = corpus;
  const sameQueries = yield* sameTexts(queries, evaluated.queries, trained.queries);
  const samePassages = yield* sameTexts(passages, evaluated.passages, trained.passages);
  const translated = translations(corpus, trained);
  const others = [...evaluated.passages].filter((index) => !samePassages.has(index));
  const near = yield* nearShare(corpus, others, trained, seed);
  const shares = {
    queries: share(evaluated.queries, (i) => sameQueries.has(i)),
    passages: share(evaluated.passages, (i) => samePassages.has(i)),
    translations: {
      queries: share(evaluated.queries, (i) => !sameQueries.has(i) && translated.queries.has(i)),
      passages: share(evaluated.passages, (i) => !samePassages.has(i) && translated.passages.has(i)),
    },
  };
  const labels = (of: TextSets, label: 'language' | 'domain') =>
    new Set([
      ...[...of.queries].map((i) => queries[i]![label]),
      ...[...of.passages].map((i) => passages[i]![label]),
    ]);
  const unseen = (label: 'language' | 'domain') =>
    [...labels(evaluated, label)].filter((name) => !labelsTrained[label].has(name)).sort();
  const labelsTrained = { language: labels(trained, 'language'), domain: labels(trained, 'domain') };
  const seen = shares.queries + shares.passages + shares.translations.queries + shares.translations.passages;
  return {
    zeroShot: { data: seen === 0, languages: unseen('language'), domains: unseen('domain') },
    ...shares,
    nearDuplicates: {
      // Shares are of all evaluated passages, those of the same text included.
      passages: near.share * (evaluated.passages.size === 0 ? 0 : others.length / evaluated.passages.size),
      threshold: NEAR,
      sample: near.sample,
    },
  };
}

/** How many texts `exposureOf` reads at most. */
export function mostTexts(evaluated: TextSets, trained: TextSets): number {
  const queries = evaluated.queries.size + trained.queries.size;
  const passages = evaluated.passages.size + trained.passages.size;
  return queries + passages + Math.min(evaluated.passages.size, SAMPLE) + trained.passages.size;
}

/** Those of the evaluated texts that are trained on, at their own place or at another. */
function* sameTexts(
  texts: readonly { text: string }[],
  evaluated: ReadonlySet<number>,
  trained: ReadonlySet<number>,
): Generator<number, ReadonlySet<number>> {
  const same = new Set<number>();
  if (trained.size === 0) return same;
  const textsOf = (indices: Iterable<number>) => Array.from(indices, (index) => texts[index]!.text);
  const known = new Set<string>();
  yield* textByText(textsOf(trained), (text) => void known.add(normalise(text)));
  const indices = [...evaluated];
  yield* textByText(textsOf(indices), (text, at) => {
    const index = indices[at]!;
    if (trained.has(index) || known.has(normalise(text))) same.add(index);
  });
  return same;
}

/** Queries whose question, and passages whose answer, is trained on in another language. */
function translations({ queries, passages, relevant }: Corpus, trained: TextSets): TextSets {
  const asked = new Map<string, Set<string>>();
  const answered = new Map<string, Set<string>>();
  const note = (map: Map<string, Set<string>>, group: string, language: string) =>
    void map.set(group, (map.get(group) ?? new Set()).add(language));
  for (const index of trained.queries) note(asked, queries[index]!.group, queries[index]!.language);
  for (const [index, { group }] of queries.entries()) {
    for (const passage of relevant[index]!)
      if (trained.passages.has(passage)) note(answered, group, passages[passage]!.language);
  }
  const other = (languages: ReadonlySet<string> | undefined, own: string) =>
    languages !== undefined && (languages.size > 1 || !languages.has(own));
  const found = { queries: new Set<number>(), passages: new Set<number>() };
  for (const [index, { group, language }] of queries.entries()) {
    if (other(asked.get(group), language)) found.queries.add(index);
    for (const passage of relevant[index]!)
      if (other(answered.get(group), passages[passage]!.language)) found.passages.add(passage);
  }
  return found;
}

function* nearShare(
  { passages }: Corpus,
  candidates: readonly number[],
  trained: TextSets,
  seed: number,
): Generator<number, { share: number; sample: number }> {
  const byId = (a: number, b: number) => (passages[a]!.id < passages[b]!.id ? -1 : 1);
  const sample = drawn(candidates, seed, byId);
  if (sample.length === 0 || trained.passages.size === 0) return { share: 0, sample: sample.length };
  const texts = sample.map((index) => passages[index]!.text);
  const others = [...trained.passages].map((index) => passages[index]!.text);
  const found = yield* nearDuplicates(texts, others);
  return { share: found.filter(Boolean).length / sample.length, sample: sample.length };
}

/** All of them, or `SAMPLE` of them without replacement, the same whatever order they are given in. */
function drawn(
  indices: readonly number[],
  seed: number,
  order: (a: number, b: number) => number,
): readonly number[] {
  if (indices.length <= SAMPLE) return indices;
  const sorted = [...indices].sort(order);
  return createRng(seed, STREAM)
    .sample(sorted.length, SAMPLE)
    .map((place) => sorted[place]!);
}

function share(of: ReadonlySet<number>, is: (index: number) => boolean): number {
  if (of.size === 0) return 0;
  let count = 0;
  for (const index of of) if (is(index)) count++;
  return count / of.size;
}
