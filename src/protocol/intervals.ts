import { z } from 'zod';
import type { ScoreIntervals } from '../core/statistics/scoreIntervals';

/** Interpolation may round the ends of an interval without width past each other. */
const ROUNDING = 1e-9;
export const interval = z
  .object({ low: z.number(), high: z.number() })
  .refine(({ low, high }) => low <= high + ROUNDING, 'An interval ends before it begins');
/** Null: a single question, or none, of which nothing is known. */
const known = interval.nullable();
const byName = z.record(z.string(), known);

/**
 * Intervals of an evaluation's scores, under the names that the scores have: percentile bootstrap over its questions, all
 * figures from the same `rounds` draws.
 */
export const intervals: z.ZodType<ScoreIntervals> = z.object({
  /** Share of the draws that lie inside, in (0, 1). */
  level: z.number().gt(0).lt(1),
  rounds: z.int().min(1),
  seed: z.int().min(0),
  monolingual: z.object({ map: known, perLanguage: byName }),
  crosslingual: z.object({
    map: known,
    pairs: byName,
    perQueryLanguage: byName.optional(),
    perPassageLanguage: byName.optional(),
  }),
  multilingual: z.object({ map: known, perLanguage: byName }),
  /** In ranks. */
  rankDistance: z.object({ mean: known, perLanguage: byName }),
  strong: z.object({ pairs: byName }),
  oracleGap: z.object({ pairs: byName }),
  languagePreference: z.object({ perLanguage: byName }),
  rankC: z.object({ mean: known, pairs: byName }),
  /** Means of the settings over the queries of one domain. */
  domains: z.record(
    z.string(),
    z.object({ monolingual: known, crosslingual: known, multilingual: known, rankDistance: known }),
  ),
});
export type Intervals = z.infer<typeof intervals>;
