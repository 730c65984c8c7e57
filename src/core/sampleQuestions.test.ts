import { expect, it } from 'vitest';
import { sampleQuestions } from './sampleQuestions';
import { parallelCorpus } from './testing/parallelCorpus';

const corpus = parallelCorpus({
  languages: ['de', 'en', 'zh'],
  questions: 40,
  asks: (i, language) => language !== 'zh' || i < 10,
});
const all = [...corpus.queries.keys()];
const groupsIn = (language: string, sample: number[]) =>
  sample.filter((q) => corpus.queries[q]!.language === language).map((q) => corpus.queries[q]!.group);

it('keeps whole questions: the same in every language that asks them', () => {
  const sample = sampleQuestions(corpus, all, { questions: 12, seed: 1 });
  expect(groupsIn('de', sample)).toHaveLength(12);
  expect(groupsIn('en', sample)).toEqual(groupsIn('de', sample));
  expect(sample).toEqual([...sample].sort((a, b) => a - b));
});

it('fills a language that asks few of them from the others, never above the limit', () => {
  const sample = sampleQuestions(corpus, all, { questions: 12, seed: 1 });
  expect(groupsIn('zh', sample)).toHaveLength(10);
});

it('is the same for the same seed, in whatever order the corpus has its queries, and another for another', () => {
  const sample = sampleQuestions(corpus, all, { questions: 12, seed: 1 });
  const shuffled = sampleQuestions(corpus, all.toReversed(), { questions: 12, seed: 1 });
  expect(shuffled.toReversed()).toEqual(sample);
  expect(sampleQuestions(corpus, all, { questions: 12, seed: 2 })).not.toEqual(sample);
});

it('keeps everything where nothing is limited, or the limit is not reached', () => {
  expect(sampleQuestions(corpus, all, { questions: 0, seed: 1 })).toEqual(all);
  expect(sampleQuestions(corpus, all, { questions: 40, seed: 1 })).toEqual(all);
});
