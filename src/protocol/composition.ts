import { z } from 'zod';
import { STRATEGIES } from '../core/batches/batch';
import { ALPHA_SCHEDULES, DEFAULT_COMPOSITION as DEFAULTS, SAMPLINGS } from '../core/batches/composition';
import { FALSE_NEGATIVE_POLICIES } from '../core/batches/falseNegatives';
import { dataFormat } from './dataFormat';

const share = z.number().min(0).max(1);
const weight = z.number().min(0).max(1e6);
const sampling = (defaults: { by: (typeof SAMPLINGS)[number]; temperature: number }) =>
  z
    .strictObject({
      by: z.enum(SAMPLINGS).default(defaults.by),
      /** p ~ n^(1 / temperature). */
      temperature: z.number().min(1).max(1000).default(defaults.temperature),
    })
    .default(defaults);

/** What of a configuration says how batches are composed; the meaning of each field stands in `core/batches`. */
export const composition = z.object({
  strategy: z.enum(STRATEGIES).default(DEFAULTS.strategy),
  /** Probability of a monolingual batch under `hybrid`. */
  alpha: share.default(DEFAULTS.alpha),
  /** How alpha goes over the run, from `alpha` (`curriculum`: from 1) to `alphaEnd`. */
  alphaSchedule: z.enum(ALPHA_SCHEDULES).default(DEFAULTS.alphaSchedule),
  alphaEnd: share.default(DEFAULTS.alphaEnd),
  /** Weights of the kinds of batches under `ratio`. */
  kindWeights: z
    .strictObject({
      mono: weight.default(0),
      mixed: weight.default(0),
      cross: weight.default(0),
      english: weight.default(0),
    })
    .default(DEFAULTS.kindWeights),
  /** Share of every batch that is cross-lingual under `within`. */
  crossShare: share.default(DEFAULTS.crossShare),
  /** Weights of ordered pairs of languages under `matrix`, by `query language-passage language`. */
  pairWeights: z.record(z.string().max(80), weight).default({}),
  sampling: z
    .strictObject({
      languages: sampling(DEFAULTS.sampling.languages),
      domains: sampling(DEFAULTS.sampling.domains),
      dataSets: sampling(DEFAULTS.sampling.dataSets),
    })
    .default(DEFAULTS.sampling),
  /** Share of the pairs whose query is code-switched. */
  codeSwitch: share.default(DEFAULTS.codeSwitch),
  batchSize: z.int().min(2).max(1024).default(DEFAULTS.batchSize),
  falseNegatives: z.enum(FALSE_NEGATIVE_POLICIES).default(DEFAULTS.falseNegatives),
  /** Further data sets that are trained on but not evaluated; their weights multiply their probabilities. */
  moreData: z
    .array(
      z.strictObject({
        data: z.string().min(1).max(2000),
        format: dataFormat.default('auto'),
        weight: z.number().positive().max(1e6).default(1),
      }),
    )
    .max(20)
    .default([]),
});
