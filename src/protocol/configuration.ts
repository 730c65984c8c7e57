import { z } from 'zod';
import { adaptationTerm } from './adaptation';
import { LORA_TARGETS } from '../core/lora';
import { PASSAGE_TEXTS } from '../core/passageText';
import { POST_TREATMENTS } from '../core/posthoc/kinds';
import { composition } from './composition';
import { dataFormat } from './dataFormat';
import { SCHEDULES } from '../core/schedule';
import { training } from './training';

const language = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'a BCP 47 language code such as "en" or "zh-Hant"');

export const backendRequest = z.enum(['auto', 'webgpu', 'wasm', 'cpu']);
export type BackendRequest = z.infer<typeof backendRequest>;

/**
 * One run, whole: the page exports this file and `isoglot train --config` runs it unchanged. Every field but
 * `schema` has a default, so that a class can write a short one. Empty lists mean "all there are".
 */
export const configuration = z.strictObject({
  schema: z.literal('isoglot/configuration@1'),
  name: z.string().max(200).default('Untitled run'),
  /** Name of a bundled encoder, `organisation/name@revision` of a hub, an address, or (command line) a directory. */
  encoder: z.string().min(1).max(500).default('isoglot-nano'),
  /**
   * Name of a bundled data set, `organisation/name@revision` of a hub with `#files` behind it where some are picked, an
   * address, or (command line) the path of a file or directory.
   */
  data: z.string().min(1).max(2000).default('isoglot-qa'),
  format: dataFormat.default('auto'),
  /** Training languages. Empty: all. */
  languages: z.array(language).max(200).default([]),
  /** Domains to train on. Empty: all but the target domains. */
  sourceDomains: z.array(z.string().min(1).max(200)).max(500).default([]),
  /** Domains held out from training, on which the run is evaluated. Empty: all domains are evaluated (not zero-shot). */
  targetDomains: z.array(z.string().min(1).max(200)).max(500).default([]),
  /** Languages evaluated, of queries and passages alike. Empty: all. */
  evaluationLanguages: z.array(language).max(200).default([]),
  ...composition.shape,
  steps: z.int().min(1).max(100_000).default(200),
  /** Batches that a step takes the mean gradient of (gradient accumulation); each has its own negatives alone. */
  accumulate: z.int().min(1).max(1000).default(1),
  learningRate: z.number().positive().max(1).default(1e-4),
  /** What follows the warm-up: decay to 0 by a line or half a cosine, or the constant rate. */
  schedule: z.enum(SCHEDULES).default('linear'),
  /** Share of the steps that warm up. */
  warmup: z.number().min(0).max(1).default(0.1),
  weightDecay: z.number().min(0).max(1).default(0.01),
  /** Largest global gradient norm; 0 turns clipping off. */
  clipNorm: z.number().min(0).max(1000).default(1),
  temperature: z.number().min(0.001).max(10).default(0.05),
  /** InfoNCE from query to passage; the mean of both directions; or against hard negatives alone. */
  loss: z.enum(['one-way', 'symmetric', 'triplet']).default('one-way'),
  /** Terms of the loss for domains and languages; none by default. */
  adaptation: z.array(adaptationTerm).max(20).default([]),
  /** Share of the hidden elements dropped in training. */
  dropout: z.number().min(0).max(0.9).default(0),
  /** Whether the word, position and token type tables are trained. */
  embeddings: z.enum(['trained', 'frozen']).default('trained'),
  /** The first so many layers stay as they are. */
  frozenLayers: z.int().min(0).max(100).default(0),
  /** Rank of the low-rank adapters that are trained instead of the layers themselves; 0: none. */
  loraRank: z.int().min(0).max(512).default(0),
  /** What an adapter adds is multiplied by this divided by the rank. */
  loraAlpha: z.number().positive().max(4096).default(16),
  /** Linear layers that get adapters. */
  loraTargets: z.array(z.enum(LORA_TARGETS)).min(1).default(['query', 'value']),
  /** Texts worked on at once by gradient caching, for large batches in little memory; 0: all of a batch. */
  chunkTexts: z.int().min(0).max(2048).default(0),
  /** Longest text in tokens, special tokens included. */
  maxLength: z.int().min(8).max(512).default(128),
  /** Put before every query, e.g. E5's `query: `; null: what the encoder's files say. */
  queryPrompt: z.string().max(2000).nullable().default(null),
  /** Put before every passage. */
  passagePrompt: z.string().max(2000).nullable().default(null),
  /** What of a passage is encoded: its sentence, or the sentence with all of its paragraph behind it. */
  passageText: z.enum(PASSAGE_TEXTS).default('sentence'),
  /** Treatment of the embeddings of every evaluation before they are ranked; it needs no training and no labels. */
  post: z.enum(POST_TREATMENTS).default('none'),
  /** `corpus`: the word embedding holds the pieces that the data uses and the special ones, for less memory. */
  vocabulary: z.enum(['full', 'corpus']).default('full'),
  /** Evaluate every so many steps; 0: only before and after. */
  evaluateEvery: z.int().min(0).max(100_000).default(50),
  /** At most so many questions of each language in the evaluations during a run; 0: all. Before and after it: all. */
  evaluationSample: z.int().min(0).max(1_000_000).default(0),
  ...training.shape,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(0),
  backend: backendRequest.default('auto'),
});
export type Configuration = z.infer<typeof configuration>;
/** A further data set as a configuration names it. */
export type NamedData = Omit<Configuration['moreData'][number], 'weight'>;

/** The configuration with every default: what a first visitor starts from when no preset can be read. */
export const defaultConfiguration: Configuration = configuration.parse({ schema: 'isoglot/configuration@1' });
