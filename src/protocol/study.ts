import { z } from 'zod';
import { backendSummary, dataSummary, encoderSummary } from './summaries';

const name = z.string().trim().min(1).max(60);

/** Fields of a configuration that a level of a factor sets; checked when it is laid over the base. */
const settings = z.record(z.string(), z.unknown());

/** A level of a factor of the grid. */
const level = z.strictObject({ name, set: settings.default({}) });

/** What is held out from training. */
export const studyFold = z.strictObject({
  name,
  /** Held out from training, and what the runs are evaluated on. */
  targetDomains: z.array(z.string().min(1).max(200)).max(500).default([]),
  /** Not trained on; evaluated like the others. */
  zeroShotLanguages: z.array(z.string().min(1).max(50)).max(200).default([]),
});

/**
 * A grid of runs: strategies x adaptations x folds x seeds. A run's configuration is the base with the settings of its
 * strategy, its adaptation, its fold and its seed laid over it.
 */
export const study = z.strictObject({
  schema: z.literal('isoglot/study@1'),
  name: z.string().trim().min(1).max(200),
  /** A configuration, or the part of it that differs from the defaults. */
  base: settings.default({}),
  strategies: z.array(level).min(1).max(50),
  adaptations: z
    .array(level)
    .min(1)
    .max(50)
    .default([{ name: 'none', set: {} }]),
  /** Empty: what the base holds out, in a single fold. */
  folds: z.array(studyFold).max(50).default([]),
  seeds: z
    .array(
      z
        .int()
        .min(0)
        .max(2 ** 32 - 1),
    )
    .min(1)
    .max(100),
  /** What the others are held against; missing: the first strategy with the first adaptation. */
  baseline: z.strictObject({ strategy: name, adaptation: name }).optional(),
  /** Of the intervals; 1 - level is what corrected p are held against. */
  level: z.number().min(0.5).max(0.999).default(0.95),
});
export type Study = z.infer<typeof study>;

/** One run of the grid by the names of its levels. */
export const studyCell = z.object({
  strategy: z.string(),
  adaptation: z.string(),
  fold: z.string(),
  seed: z.int(),
});
export type StudyCell = z.infer<typeof studyCell>;

/** `study.json` in the folder of a study: what it is of. Which runs are done is seen from their results. */
export const studyRecord = z.object({
  schema: z.literal('isoglot/study-record@1'),
  study,
  encoder: encoderSummary,
  data: dataSummary,
  /** Further data sets that are trained on; missing where there are none. */
  moreData: z.array(dataSummary).optional(),
  backend: backendSummary,
  runs: z.array(studyCell.extend({ id: z.string() })),
});
export type StudyRecord = z.infer<typeof studyRecord>;

const known = z.number().nullable();

/** Means of the settings over the queries of each domain, all ranked in the pool of all domains. */
const byDomain = z.record(
  z.string(),
  z.object({ monolingual: known, crosslingual: known, multilingual: known, rankDistance: known }),
);

/** `transfer.json` of a run that holds domains out: source and target domains in one pool, so that they compare. */
export const transfer = z.object({
  schema: z.literal('isoglot/transfer@1'),
  /** Of the untouched encoder. */
  before: byDomain,
  after: byDomain,
});
export type Transfer = z.infer<typeof transfer>;

/** What a study under way says of itself, between the events of its runs. */
export const studyEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('study'),
    done: z.int(),
    total: z.int(),
    /** Of the whole study at the pace of its runs so far; null while nothing is known. */
    secondsLeft: z.number().nullable(),
  }),
  z.object({
    type: z.literal('study-run'),
    id: z.string(),
    /**
     * `skipped`: was done already; `left`: kept, to go on another day; `failed`: the study goes on without it;
     * `unkept`: it has made its steps, and waits for room to be kept in.
     */
    state: z.enum(['skipped', 'begun', 'done', 'left', 'failed', 'unkept']),
    /** Why it failed or is not kept, on one line. */
    reason: z.string().optional(),
  }),
]);
export type StudyEvent = z.infer<typeof studyEvent>;
