import { z } from 'zod';
import { HARD_NEGATIVE_LANGUAGES } from '../core/batches/hardNegatives';
import { SELECTIONS, SETTING_METRICS } from '../core/bestSoFar';

const rank = z.int().min(1).max(1000);

/** The fields of a configuration that say what the loss is, and how training is watched: on what, by what, how long. */
export const training = z.object({
  /** Weight of the contrastive loss of the labelled pairs; 0: the run is trained by its adaptation terms alone. */
  lossWeight: z.number().min(0).max(1000).default(1),
  /** Whether the temperature is learned, from `temperature` on. */
  temperatureLearned: z.boolean().default(false),
  /** Taken off the cosine of a query with its own passage, so that it must be higher than others by so much. */
  margin: z.number().min(0).max(1).default(0),
  /** Hard negatives drawn for each pair, from what the encoder ranks high and is not relevant; 0: none. */
  hardNegatives: z.int().min(0).max(8).default(0),
  /** Their language, compared with that of the pair's passage. */
  hardNegativeLanguage: z.enum(HARD_NEGATIVE_LANGUAGES).default('same'),
  /** Ranks that they are drawn from, first and last, among the passages that are not relevant. */
  hardNegativeRanks: z
    .tuple([rank, rank])
    .refine(([from, to]) => from <= to, 'the first rank, then the last one')
    .default([2, 20]),
  /** One that scores above the pair's passage minus this is left out as likely relevant; 0: none is. */
  hardNegativeMargin: z.number().min(0).max(2).default(0),
  /** They are looked for anew every so many steps; 0: once, before the first one. */
  hardNegativeEvery: z.int().min(0).max(100_000).default(0),
  /** Share of the training paragraphs that are kept out of training, in all their languages, to choose the best encoder by. */
  validation: z.number().min(0).max(0.5).default(0),
  /** Figure of the validation by which the best encoder is kept, as the run's final one; `none`: the last one is. */
  selectBy: z.enum(SELECTIONS).default('none'),
  /** Evaluations without a better one after which the run ends; 0: it makes all its steps. */
  patience: z.int().min(0).max(100_000).default(0),
});

const settings = z.object({
  mono: z.number().nullable(),
  cross: z.number().nullable(),
  multi: z.number().nullable(),
});

/** Figures of one validation; null where there is nothing to measure, as between languages of which there is one. */
export const validation = z.object({
  paragraphs: z.int().min(1),
  queries: z.int().min(1),
  candidates: z.int().min(1),
  /** Contrastive loss of every relevant passage against all irrelevant ones. */
  loss: z.number().nullable(),
  map: settings,
  /** The other metrics; missing in histories that are older than this field. */
  metrics: z.partialRecord(z.enum(SETTING_METRICS).exclude(['map']), settings).optional(),
  rankDistance: z.number().nullable(),
  /** Mean over the pairs of languages; missing as `metrics`. */
  rankC: z.number().nullable().optional(),
});
export type Validation = z.infer<typeof validation>;

/** The best encoder until now: after how many updates, and its figure. */
export const best = z.object({
  by: z.enum(SELECTIONS).exclude(['none']),
  step: z.int().min(0),
  value: z.number(),
});
export type Best = z.infer<typeof best>;
