import { z } from 'zod';
import type { ScoreChange } from '../core/statistics/scoreChange';

const p = z.number().min(0).max(1);

const changed = z.object({
  /** mAP now less mAP then. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** Randomisation test, two-sided, uncorrected. */
  p,
  /** `p` corrected over its family: settings, cells of the heatmap, or languages of the multilingual setting. */
  holm: p,
  benjaminiHochberg: p,
  /** `holm` is below 1 - level. */
  significant: z.boolean(),
});
const byName = z.record(z.string(), changed);
const monolingual = z.object({ map: changed.nullable(), perLanguage: byName });
const crosslingual = z.object({ map: changed.nullable(), pairs: byName });
const multilingual = z.object({ map: changed.nullable(), perLanguage: byName });

/** What training changed in mAP, question by question: this evaluation against an earlier one of the same run. */
export const change: z.ZodType<ScoreChange> = z.object({
  /** Step of the evaluation that it is held against. */
  against: z.int().min(0),
  level: z.number().gt(0).lt(1),
  rounds: z.int().min(1),
  seed: z.int().min(0),
  monolingual,
  crosslingual,
  multilingual,
  /** By domain, the means of the settings. */
  domains: z.record(
    z.string(),
    z.object({
      monolingual: changed.nullable(),
      crosslingual: changed.nullable(),
      multilingual: changed.nullable(),
    }),
  ),
});
export type Change = z.infer<typeof change>;
