import type { AdaptationKind } from '../../protocol';

interface KindWords {
  label: string;
  hint: string;
}

/** The terms in the order in which one would try them. */
export const ADAPTATION_WORDS: Record<AdaptationKind, KindWords> = {
  cropping: {
    label: 'Cropping',
    hint: 'Two random spans of one text of the held-out domains belong together (Contriever).',
  },
  'inverse-cloze': {
    label: 'Inverse cloze',
    hint: 'A sentence looks for the rest of its paragraph.',
  },
  simcse: { label: 'SimCSE', hint: 'A text looks for itself under other dropout. Needs dropout.' },
  adversarial: {
    label: 'Gradient reversal',
    hint: 'A classifier tells domains or languages apart, and the encoder hides them from it (DANN).',
  },
  modir: {
    label: 'MoDIR',
    hint: 'As gradient reversal, with a classifier that remembers past steps and a calmer pull.',
  },
  coral: { label: 'CORAL', hint: 'Matches the covariances of trained and held-out domains.' },
  mmd: { label: 'MMD', hint: 'Matches both distributions under five Gaussian kernels.' },
  'translation-mse': {
    label: 'Translations, squared error',
    hint: 'A sentence and its translation move to the vector that the pivot sentence had before training.',
  },
  'translation-ranking': {
    label: 'Translations, ranking',
    hint: 'A sentence looks for its translation, in both directions, with a margin (LaBSE).',
  },
  distillation: {
    label: 'Distillation',
    hint: 'Stays near what the untouched encoder gave, against forgetting.',
  },
};

export const FROM_WORDS = [
  { value: 'target', label: 'held out', hint: 'Texts of the held-out domains, without their labels.' },
  { value: 'source', label: 'trained on', hint: 'Texts of the domains that are trained on.' },
  { value: 'both', label: 'both', hint: 'Texts of all domains of the run.' },
] as const;

export const BY_WORDS = [
  { value: 'domain', label: 'domains', hint: 'Trained-on against held-out domains.' },
  { value: 'language', label: 'languages', hint: 'Every training language is a class.' },
] as const;

export const OF_WORDS = [
  { value: 'embeddings', label: 'vectors', hint: 'Mean squared error to the vectors before training.' },
  { value: 'scores', label: 'scores', hint: 'Divergence from the scores within the batch before training.' },
] as const;

export const ESTIMATE_WORDS = [
  { value: 'biased', label: 'biased', hint: 'Means over all pairs; never negative.' },
  { value: 'unbiased', label: 'unbiased', hint: 'A text is not compared with itself; may be negative.' },
] as const;

/** A number of a term: its key, label, bounds and what an arrow key adds. */
export interface TermField {
  key: string;
  label: string;
  min: number;
  max: number;
  step: number;
  integer?: boolean;
  factor?: boolean;
}

const WEIGHT: TermField = { key: 'weight', label: 'Weight', min: 0, max: 1000, step: 0.1 };
const TEXTS: TermField = { key: 'texts', label: 'Texts a step', min: 2, max: 1024, step: 4, integer: true };
const TEMPERATURE: TermField = { key: 'temperature', label: 'Temperature', min: 0.001, max: 10, step: 0.01 };
const CLASSIFIER_RATE: TermField = {
  key: 'classifierRate',
  label: 'Classifier rate',
  min: 1e-9,
  max: 1,
  step: 2,
  factor: true,
};
const SELF = [WEIGHT, TEXTS, TEMPERATURE];

export const TERM_FIELDS: Record<AdaptationKind, TermField[]> = {
  simcse: SELF,
  'inverse-cloze': [...SELF, { key: 'kept', label: 'Sentence stays', min: 0, max: 1, step: 0.05 }],
  cropping: [
    ...SELF,
    { key: 'shortest', label: 'Shortest span', min: 0.01, max: 1, step: 0.05 },
    { key: 'longest', label: 'Longest span', min: 0.01, max: 1, step: 0.05 },
    { key: 'deleted', label: 'Deleted words', min: 0, max: 0.9, step: 0.05 },
  ],
  adversarial: [
    WEIGHT,
    TEXTS,
    CLASSIFIER_RATE,
    { key: 'lambda', label: 'Lambda', min: 0, max: 100, step: 0.1 },
    { key: 'ramp', label: 'Ramp, 0 at once', min: 0, max: 1000, step: 1 },
  ],
  modir: [
    WEIGHT,
    TEXTS,
    { key: 'queue', label: 'Remembered', min: 16, max: 65_536, step: 2, factor: true, integer: true },
    CLASSIFIER_RATE,
    { key: 'halveEvery', label: 'Halve every, 0 off', min: 0, max: 1_000_000, step: 100, integer: true },
    { key: 'clamp', label: 'Largest logit', min: 0.1, max: 100, step: 1 },
  ],
  coral: [WEIGHT, TEXTS],
  mmd: [WEIGHT, TEXTS],
  'translation-mse': [WEIGHT, TEXTS],
  'translation-ranking': [...SELF, { key: 'margin', label: 'Margin', min: 0, max: 1, step: 0.05 }],
  distillation: [WEIGHT, TEMPERATURE],
};
