import { z } from 'zod';
import { change } from './change';
import { configuration } from './configuration';
import { evaluationSample, vocabularyUse } from './events';
import { exposure } from './exposure';
import { geometry } from './geometry';
import { intervals } from './intervals';
import { perQuery } from './perQuery';
import { scores } from './scores';
import { best, validation } from './training';
import { backendSummary, dataSummary, encoderSummary } from './summaries';

/** `result.json`: what `evaluate` and `train` write and the page exports. */
export const result = z.object({
  schema: z.literal('isoglot/result@1'),
  isoglot: z.object({ version: z.string(), commit: z.string() }),
  configuration,
  seed: z.int(),
  encoder: encoderSummary,
  data: dataSummary,
  /** Further data sets that were trained on; missing where there are none. */
  moreData: z.array(dataSummary).optional(),
  backend: backendSummary,
  time: z.object({
    /** ISO 8601. */
    started: z.string(),
    seconds: z.number().min(0),
    textsPerSecond: z.number().nullable(),
    stepsPerSecond: z.number().nullable(),
  }),
  /** Of the last evaluation; null in results that are older than this field. */
  vocabulary: vocabularyUse.nullable().default(null),
  /** Of the last evaluation: of a run that was broken off, the sample that it was on; missing where all were ranked. */
  sample: evaluationSample.optional(),
  /** The last evaluation. */
  scores,
  /** Of `scores`; missing in results that are older than this field. */
  intervals: intervals.optional(),
  /** Of the last evaluation; missing in results that are older than this field. */
  geometry: geometry.optional(),
  /** `scores` against `before`; missing where there was no training. */
  change: change.optional(),
  /** Missing in results that are older than this field. */
  exposure: exposure.optional(),
  /** The evaluation of the untouched encoder, where a run had one. */
  before: scores.nullable(),
  /** Updates made to the encoder that `scores` are of. */
  steps: z.int().min(0),
  /** Of that encoder on the paragraphs kept out of training; missing without. */
  validation: validation.optional(),
  /** How that encoder was chosen, of all updates `made`; missing where it is the last one anyway. */
  selection: best.extend({ made: z.int(), early: z.boolean() }).optional(),
  warnings: z.array(z.string()),
  /** Of the last evaluation; the command line writes it, the page leaves it out. */
  perQuery: perQuery.optional(),
});
export type Result = z.infer<typeof result>;
