import { z } from 'zod';
import { FURTHER_METRICS } from '../core/metrics/furtherPerQuery';

const p = z.number().min(0).max(1);

const evidence = z.object({
  questions: z.int(),
  interval: z.object({ low: z.number(), high: z.number() }),
  p: z.object({ randomisation: p, t: p.nullable(), wilcoxon: p.nullable() }),
  corrected: z.object({ holm: p, benjaminiHochberg: p }),
  significant: z.boolean(),
});

/** One measure of two results; `difference` is b - a. Without evidence where one of them lacks `perQuery`. */
const difference = z.object({
  a: z.number(),
  b: z.number(),
  difference: z.number(),
  evidence: evidence.nullable(),
});

const byLanguage = z.record(z.string(), difference);

const furtherDifferences = z.object({
  monolingual: z.object({ mean: difference.nullable(), perLanguage: byLanguage }),
  crosslingual: z.object({ mean: difference.nullable(), pairs: byLanguage }),
  multilingual: z.object({ mean: difference.nullable(), perLanguage: byLanguage }),
});

const compared = z.object({
  /** As it was typed. */
  file: z.string(),
  name: z.string(),
  encoder: z.object({ name: z.string(), sha256: z.string() }),
  data: z.object({ name: z.string(), sha256: z.string() }),
  steps: z.int(),
  seed: z.int(),
});

/** What `compare --json` writes. */
export const comparison = z.object({
  schema: z.literal('isoglot/comparison@1'),
  a: compared,
  b: compared,
  method: z.object({ rounds: z.int(), level: z.number(), seed: z.int() }),
  differences: z.object({
    monolingual: z.object({ map: difference.nullable(), perLanguage: byLanguage }),
    crosslingual: z.object({ map: difference.nullable(), pairs: byLanguage }),
    multilingual: z.object({ map: difference.nullable(), perLanguage: byLanguage }),
  }),
  /** The same of other measures, as far as they were asked for; rank distance, in ranks, has the last group alone. */
  further: z.partialRecord(z.enum(FURTHER_METRICS), furtherDifferences).optional(),
  warnings: z.array(z.string()),
});
export type Comparison = z.infer<typeof comparison>;
