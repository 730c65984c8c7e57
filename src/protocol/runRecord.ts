import { z } from 'zod';
import { configuration } from './configuration';
import { historyEvent, problem } from './events';
import { interval } from './intervals';
import { transfer } from './study';
import { backendSummary, dataSummary, encoderSummary } from './summaries';

/** A saved run, without its history and weights, which lie beside it. */
export const runRecord = z.object({
  schema: z.literal('isoglot/run@1'),
  id: z.string(),
  name: z.string(),
  /** ISO 8601. */
  started: z.string(),
  updated: z.string(),
  /** `interrupted`: the tab or the GPU went away; can be resumed from `checkpointStep`. */
  status: z.enum(['running', 'paused', 'finished', 'stopped', 'interrupted', 'failed']),
  step: z.int().min(0),
  /** Step of the newest stored weights and optimiser state; null while there are none. */
  checkpointStep: z.int().min(0).nullable(),
  configuration,
  encoder: encoderSummary,
  data: dataSummary,
  /** Further data sets that are trained on; missing where there are none. */
  moreData: z.array(dataSummary).optional(),
  backend: backendSummary,
  isoglot: z.object({ version: z.string(), commit: z.string() }),
  /** Of work, without pauses. */
  seconds: z.number().min(0),
  /** Headline figures for the table of runs; null before the first evaluation. */
  headline: z
    .object({
      before: z
        .object({ mono: z.number(), cross: z.number(), multi: z.number(), rankDistance: z.number() })
        .partial(),
      now: z
        .object({ mono: z.number(), cross: z.number(), multi: z.number(), rankDistance: z.number() })
        .partial(),
      /** Bootstrap intervals of `now` over the questions; missing in runs that are older than this field. */
      intervals: z
        .object({ mono: interval, cross: interval, multi: interval, rankDistance: interval })
        .partial()
        .extend({ level: z.number() })
        .optional(),
    })
    .nullable(),
  problem: problem.nullable(),
  /** Key of the study that it is a run of. */
  study: z.string().optional(),
  /** Of a study's run that holds domains out: measured after its last step. */
  transfer: transfer.optional(),
});
export type RunRecord = z.infer<typeof runRecord>;

export const storedHistory = z.array(historyEvent);
