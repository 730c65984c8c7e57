import { z } from 'zod';
import { BATCH_KINDS } from '../core/batches/batch';
import { change } from './change';
import { exposure } from './exposure';
import { geometry } from './geometry';
import { intervals } from './intervals';
import { scores } from './scores';
import { best, validation } from './training';

export const problem = z.object({
  code: z.enum([
    'bad-file',
    'bad-format',
    'bad-configuration',
    'bad-encoder',
    'empty-data',
    'not-finite',
    'storage-full',
    'storage',
    'network',
    'backend',
    'gpu-lost',
    'worker-crashed',
    'cancelled',
    'internal',
  ]),
  what: z.string(),
  where: z.string().optional(),
  remedy: z.string().optional(),
});

const counts = z.record(z.string(), z.int());

const base = { seq: z.int().min(0) };

export const phaseName = z.enum(['load', 'tokenize', 'evaluate', 'train', 'save']);

export const stepEvent = z.object({
  ...base,
  type: z.literal('step'),
  /** 1-based: the number of updates made so far. */
  step: z.int().min(1),
  loss: z.number(),
  /** Values of the terms of which the loss is the weighted sum; missing where there is one. */
  terms: z.record(z.string(), z.number()).optional(),
  /** That the loss was computed with, where it is learned. */
  temperature: z.number().positive().optional(),
  /** Global norm before clipping. */
  gradientNorm: z.number(),
  learningRate: z.number(),
  batch: z.object({
    /** `mixed`, too, where a step has batches of several kinds. */
    kind: z.enum(BATCH_KINDS),
    /** Batches by kind; missing where a step has one. */
    kinds: z.partialRecord(z.enum(BATCH_KINDS), z.int()).optional(),
    /** By `query language-passage language`. */
    pairs: counts,
    /** Of the queries; missing in histories that are older than this field. */
    domains: counts.optional(),
    /** By number; missing where there is one alone. */
    dataSets: counts.optional(),
    /** Code-switched queries; missing where there are none. */
    switched: z.int().optional(),
  }),
  seconds: z.number().min(0),
});
export type StepEvent = z.infer<typeof stepEvent>;

/** Pieces of the tokenizer. */
export const vocabularyUse = z.object({
  /** Rows of the encoder's whole word embedding. */
  all: z.int().min(0),
  /** Those that the texts of the data use, special ones included. */
  needed: z.int().min(0),
  /** Those that the encoder on the backend held: `all` or `needed`, by the configuration's `vocabulary`. */
  kept: z.int().min(0),
  /** Numbers of a row. */
  width: z.int().min(1),
});
export type VocabularyUse = z.infer<typeof vocabularyUse>;

export const evaluationSample = z.object({ queries: z.int().min(0), of: z.int().min(0) });

export type EvaluationSample = z.infer<typeof evaluationSample>;

export const evaluationEvent = z.object({
  ...base,
  type: z.literal('evaluation'),
  /** Number of updates made before it; 0 = the untouched encoder. */
  step: z.int().min(0),
  scores,
  /** Evaluated queries and candidates per language. */
  queries: z.record(z.string(), z.int()),
  candidates: z.record(z.string(), z.int()),
  /** Queries that were ranked, of those that could be; missing where all were. */
  sample: evaluationSample.optional(),
  /** Missing in histories that are older than this field. */
  vocabulary: vocabularyUse.optional(),
  /** As `vocabulary`. */
  intervals: intervals.optional(),
  /** As `vocabulary`. */
  geometry: geometry.optional(),
  /** Against the untouched encoder; missing at step 0. */
  change: change.optional(),
  /** Of the whole run, at every step; missing in histories that are older than this field. */
  exposure: exposure.optional(),
  /** On the paragraphs kept out of training; missing without. */
  validation: validation.optional(),
  /** After it; missing where none is looked for, or nothing could be measured yet. */
  best: best.optional(),
  seconds: z.number().min(0),
});
export type EvaluationEvent = z.infer<typeof evaluationEvent>;

/** The events of `history.jsonl`, the very ones that the page draws. */
export const historyEvent = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('phase'), phase: phaseName, label: z.string(), step: z.int().min(0) }),
  stepEvent,
  evaluationEvent,
  z.object({ ...base, type: z.literal('checkpoint'), step: z.int().min(0) }),
  z.object({ ...base, type: z.literal('warning'), message: z.string() }),
  z.object({ ...base, type: z.literal('error'), problem }),
  z.object({
    ...base,
    type: z.literal('done'),
    step: z.int().min(0),
    /** `finished`: all steps; `stopped`: by the person. */
    outcome: z.enum(['finished', 'stopped']),
    /** Whether it finished before all steps, since nothing got better. */
    early: z.boolean().optional(),
    /** The encoder that the run ends with, where it is not the last one. */
    best: best.optional(),
    seconds: z.number().min(0),
  }),
]);
export type HistoryEvent = z.infer<typeof historyEvent>;

/** Progress of anything that takes over a second. Not kept in the history. */
export const progressEvent = z.object({
  type: z.literal('progress'),
  /** Same task, same bar: e.g. `file:model.safetensors`, `evaluate`. */
  task: z.string(),
  label: z.string(),
  done: z.number().min(0),
  /** Null while unknown. */
  total: z.number().min(0).nullable(),
  unit: z.enum(['bytes', 'texts', 'queries', 'steps', 'files', 'runs']),
  /** Seconds left at the present rate; null while unknown. */
  secondsLeft: z.number().min(0).nullable(),
});
export type ProgressEvent = z.infer<typeof progressEvent>;
