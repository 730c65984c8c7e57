import { z } from 'zod';
import { BATCH_KINDS } from '../core/batches/batch';
import { backendRequest, configuration } from './configuration';
import { dataFormat } from './dataFormat';
import { historyEvent, problem, progressEvent } from './events';
import { result } from './result';
import { plannedStudy, studyOutcome } from './storedStudy';
import { study, studyEvent } from './study';
import { backendSummary, dataSummary, encoderSummary, furtherSet } from './summaries';

/** Where an encoder or a data set comes from: the bundle (fetched from the page's own origin) or a person's files. */
const droppedFile = z.object({ path: z.string(), blob: z.custom<Blob>((value) => value instanceof Blob) });
export const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bundled'), name: z.string() }),
  z.object({ kind: z.literal('files'), files: z.array(droppedFile) }),
]);
export type Source = z.infer<typeof source>;

/** What was downloaded before, by its key in storage, too. */
export const keptSource = z.discriminatedUnion('kind', [
  ...source.options,
  z.object({ kind: z.literal('kept'), key: z.string() }),
]);
export type KeptSource = z.infer<typeof keptSource>;

/** Page to worker. Each is answered once, by `reply` or `refused` with the same id. */
export const command = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), backend: backendRequest, base: z.string() }),
  z.object({ type: z.literal('open-encoder'), source: keptSource }),
  z.object({ type: z.literal('open-data'), source: keptSource, format: dataFormat }),
  /** A further data set to train on; `taken`: names under which nothing but what is open may be opened. */
  z.object({
    type: z.literal('open-further'),
    source: keptSource,
    format: dataFormat,
    taken: z.array(z.string()),
  }),
  z.object({
    type: z.literal('preview'),
    configuration,
    step: z.int().min(0),
    count: z.int().min(1).max(50),
  }),
  z.object({ type: z.literal('estimate'), configuration }),
  /** What the first so many batches should come to. */
  z.object({ type: z.literal('expect'), configuration, batches: z.int().min(1).max(100_000) }),
  z.object({ type: z.literal('measure'), configuration }),
  z.object({
    type: z.literal('train'),
    runId: z.string(),
    configuration,
    resume: z.boolean(),
    paused: z.boolean(),
  }),
  /** Checks every run of a study and measures how long those take that are not done. */
  z.object({ type: z.literal('plan-study'), study }),
  /** Makes the runs that are not done; `expected`: seconds that each was measured to take. */
  z.object({
    type: z.literal('run-study'),
    study,
    expected: z.record(z.string(), z.number()),
    paused: z.boolean(),
    /** Keeps the encoder that each of them trains. */
    keepEncoders: z.boolean(),
  }),
  /** The encoder that a run has trained, from its checkpoint; `result` stands in its card. */
  z.object({ type: z.literal('export-encoder'), runId: z.string(), result }),
  /** The rankings or the judgments of the latest evaluation, which must be of this run and step. */
  z.object({
    type: z.literal('export-trec'),
    runId: z.string(),
    step: z.int().min(0),
    part: z.enum(['run', 'qrels']),
  }),
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('step') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('cancel') }),
  z.object({
    type: z.literal('inspect'),
    queryLanguage: z.string(),
    passageLanguage: z.string(),
    count: z.int(),
  }),
]);
export type Command = z.infer<typeof command>;

export const previewPair = z.object({
  query: z.string(),
  passage: z.string(),
  queryLanguage: z.string(),
  passageLanguage: z.string(),
  domain: z.string(),
  /** The query goes on with this text, from the share `at` of its tokens on. */
  switch: z.object({ query: z.string(), language: z.string(), at: z.number().min(0).max(1) }).optional(),
});
export const batchPreview = z.object({
  /** Its number among the batches of the run, 0-based. */
  draw: z.int(),
  /** That of the step which takes it, 0-based. */
  step: z.int(),
  kind: z.enum(BATCH_KINDS),
  pairs: z.array(previewPair),
});
export type BatchPreview = z.infer<typeof batchPreview>;

/** Memory of a training step in bytes, and what would make it fit if the backend can't hold it. */
export const stepEstimate = z.object({
  total: z.number(),
  weights: z.number(),
  optimiser: z.number(),
  gradients: z.number(),
  activations: z.number(),
  advice: z.string().nullable(),
});
export type StepEstimate = z.infer<typeof stepEstimate>;

const expectation = z.object({ share: z.number(), low: z.number(), high: z.number() });
const expectationsByName = z.record(z.string(), expectation);

/** What was asked for, by measure and name (see `core/batches/expectedCounts.ts`). */
export const expectations = z.object({
  kinds: expectationsByName,
  branches: expectationsByName,
  pairs: expectationsByName,
  queryLanguages: expectationsByName,
  passageLanguages: expectationsByName,
  domains: expectationsByName,
  dataSets: expectationsByName,
  switched: expectationsByName,
});
export type Expectations = z.infer<typeof expectations>;

/** One query of a heatmap cell, with what was found for it in the cell's passage language. */
export const inspectedQuery = z.object({
  query: z.string(),
  domain: z.string(),
  rank: z.int().min(1),
  expected: z.string(),
  retrieved: z.string(),
});
export const inspection = z.object({
  /** The run whose latest evaluation this is; `measure`: of the untouched encoder without a run. */
  runId: z.string(),
  queryLanguage: z.string(),
  passageLanguage: z.string(),
  step: z.int(),
  queries: z.int(),
  /** 95 % bootstrap interval of the cell's mAP over its questions; null of a single one. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** The worst first. */
  worst: z.array(inspectedQuery),
});
export type Inspection = z.infer<typeof inspection>;

/** What each command is answered with. */
export const replies = {
  start: backendSummary,
  'open-encoder': encoderSummary,
  'open-data': dataSummary,
  'open-further': furtherSet,
  preview: z.array(batchPreview),
  estimate: stepEstimate.nullable(),
  expect: expectations,
  measure: z.null(),
  train: z.null(),
  'plan-study': plannedStudy,
  'run-study': studyOutcome,
  /** A ZIP archive. */
  'export-encoder': z.custom<Blob>((value) => value instanceof Blob),
  /** Lines as `trec_eval` reads them. */
  'export-trec': z.custom<Blob>((value) => value instanceof Blob),
  pause: z.null(),
  resume: z.null(),
  step: z.null(),
  stop: z.null(),
  cancel: z.null(),
  inspect: inspection.nullable(),
} as const satisfies Record<Command['type'], z.ZodType>;
export type Reply<T extends Command['type']> = z.infer<(typeof replies)[T]>;

/** Run id under which a measurement of the untouched encoder is reported: it belongs to no run. */
export const MEASUREMENT = 'measure';

/** Worker to page. */
export const workerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply'), id: z.int(), value: z.unknown() }),
  z.object({ type: z.literal('refused'), id: z.int(), problem }),
  z.object({ type: z.literal('progress'), progress: z.array(progressEvent) }),
  /** A task of progress that is over. */
  z.object({ type: z.literal('settled'), task: z.string() }),
  z.object({ type: z.literal('history'), runId: z.string(), events: z.array(historyEvent) }),
  /** Something that a person should know; the work goes on. */
  z.object({ type: z.literal('notice'), problem }),
  z.object({ type: z.literal('paused'), runId: z.string(), step: z.int() }),
  z.object({ type: z.literal('study'), event: studyEvent }),
  /** The worker is of no more use: terminate it, start another. */
  z.object({ type: z.literal('fatal'), problem }),
]);
export type WorkerMessage = z.infer<typeof workerMessage>;
