import type { Strategy } from './batch';
import type { FalseNegativePolicy } from './falseNegatives';

export const SAMPLINGS = ['uniform', 'size', 'temperature'] as const;

/** With which probability something of size n is drawn: all alike, p ~ n, or p ~ n^(1/temperature). */
export interface Sampling {
  by: (typeof SAMPLINGS)[number];
  /** At least 1; looked at by `temperature` alone. */
  temperature: number;
}

export const ALPHA_SCHEDULES = ['constant', 'linear', 'cosine', 'curriculum'] as const;
export type AlphaSchedule = (typeof ALPHA_SCHEDULES)[number];

/** What `ratio` draws from: a batch as `X-X-mono`, `X-X`, `X-Y` or `En-En` has it. */
export const RATIO_KINDS = ['mono', 'mixed', 'cross', 'english'] as const;
export type RatioKind = (typeof RATIO_KINDS)[number];

/** What decides how batches are composed: a part of a configuration. Taken as never changing once it is used. */
export interface Composition {
  strategy: Strategy;
  /** Pairs in a batch. */
  batchSize: number;
  /** Steps of the run, over which `alphaSchedule` goes. */
  steps: number;
  /** Batches that a step takes the mean gradient of, at least 1: step s takes those from s * accumulate on. */
  accumulate: number;
  /** Probability of a monolingual batch under `hybrid`, in [0, 1]; other strategies don't look at it. */
  alpha: number;
  alphaSchedule: AlphaSchedule;
  /** What alpha comes to at the end of the run, in [0, 1]; `constant` doesn't look at it. */
  alphaEnd: number;
  /** Weights of the kinds of batches under `ratio`, at least 0. */
  kindWeights: Record<RatioKind, number>;
  /** Share of the pairs of every batch that are cross-lingual under `within`, in [0, 1]. */
  crossShare: number;
  /** Weights of ordered language pairs under `matrix`, by `query language-passage language`, at least 0. */
  pairWeights: Record<string, number>;
  sampling: { languages: Sampling; domains: Sampling; dataSets: Sampling };
  /** Share of the pairs whose query is code-switched, in [0, 1]. */
  codeSwitch: number;
  falseNegatives: FalseNegativePolicy;
  /** Further data sets, number 1 and up; the main one is number 0 and has weight 1. */
  moreData?: readonly { weight: number }[];
}

/** What holds where a configuration says nothing. */
export const DEFAULT_COMPOSITION = {
  strategy: 'hybrid',
  batchSize: 32,
  steps: 200,
  accumulate: 1,
  alpha: 0.5,
  alphaSchedule: 'constant',
  alphaEnd: 0,
  kindWeights: { mono: 1, mixed: 0, cross: 1, english: 0 },
  crossShare: 0.5,
  pairWeights: {},
  sampling: {
    languages: { by: 'uniform', temperature: 2 },
    domains: { by: 'size', temperature: 2 },
    dataSets: { by: 'size', temperature: 2 },
  },
  codeSwitch: 0,
  falseNegatives: 'masked',
  moreData: [],
} as const satisfies Composition;
