import fc from 'fast-check';
import { STRATEGIES } from '../batches/batch';
import { ALPHA_SCHEDULES, SAMPLINGS, type Composition } from '../batches/composition';
import { FALSE_NEGATIVE_POLICIES } from '../batches/falseNegatives';
import { parallelCorpus } from './parallelCorpus';

export const TEST_LANGUAGES = ['ar', 'en', 'hi', 'zh'];

const share = fc.double({ min: 0, max: 1, noNaN: true });
const weight = fc.constantFrom(0, 0.5, 1, 3);
const sampling = fc.record({
  by: fc.constantFrom(...SAMPLINGS),
  temperature: fc.double({ min: 1, max: 20, noNaN: true }),
});
const pairNames = TEST_LANGUAGES.flatMap((x) => TEST_LANGUAGES.map((y) => `${x}-${y}`));

/** Compositions of all strategies and settings, in batches of at most 40 pairs, over `TEST_LANGUAGES`. */
export const anyComposition: fc.Arbitrary<Composition> = fc.record({
  strategy: fc.constantFrom(...STRATEGIES),
  batchSize: fc.integer({ min: 1, max: 40 }),
  steps: fc.integer({ min: 1, max: 50 }),
  accumulate: fc.integer({ min: 1, max: 3 }),
  alpha: share,
  alphaSchedule: fc.constantFrom(...ALPHA_SCHEDULES),
  alphaEnd: share,
  kindWeights: fc.record({ mono: weight, mixed: weight, cross: weight, english: weight }),
  crossShare: share,
  pairWeights: fc.dictionary(fc.constantFrom(...pairNames), weight),
  sampling: fc.record({ languages: sampling, domains: sampling, dataSets: sampling }),
  codeSwitch: fc.oneof(fc.constant(0), share),
  falseNegatives: fc.constantFrom(...FALSE_NEGATIVE_POLICIES),
  moreData: fc.constant([]),
});

/** Corpora in which languages lack queries and passages here and there, as in MLQA-R; some questions share an answer. */
export const raggedCorpus = fc
  .record({
    languages: fc.constantFrom(['en', 'zh'], TEST_LANGUAGES),
    questions: fc.integer({ min: 12, max: 30 }),
    lacking: fc.integer({ min: 2, max: 5 }),
    shared: fc.boolean(),
  })
  .map(({ languages, questions, lacking, shared }) => {
    const corpus = parallelCorpus({
      languages,
      questions,
      domain: (i) => ['law', 'food', 'law', 'arts'][i % 4]!,
      asks: (i, language) => (i + languages.indexOf(language)) % lacking !== 0,
      answers: (i, language) => (2 * i + languages.indexOf(language)) % lacking !== 1,
    });
    if (!shared) return corpus;
    // Every sixth question is answered by the passage before its own, too.
    const relevant = corpus.relevant.map((own) =>
      own.flatMap((passage) => ((passage % questions) % 6 === 5 ? [passage - 1, passage] : [passage])),
    );
    return { ...corpus, relevant };
  });
