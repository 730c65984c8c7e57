import { batchesOf } from '../core/batches/composeBatch';
import { IsoglotError } from '../core/errors';
import type { MemoryBudget } from '../engine/budget';
import { estimateStep, type StepMemory } from '../engine/memoryEstimate';
import type { Configuration } from '../protocol';
import { draftAdaptation } from './adaptation/prepare';
import { draftHardNegatives } from './hardNegatives';
import type { TokenizedCorpus } from './stage';
import { stepInput } from './stepInput';
import { trainableOf } from './trained';
import { trainingPairs } from './trainingPairs';

/** Steps looked at: those of a run differ in their lengths. */
const LOOK_AT = 10;

/**
 * What a training step of the run needs: the largest of its first ones, of the batches that it will draw.
 * @param flat whether the backend is webgpu (see `estimateStep`)
 * @throws IsoglotError if the configuration does not fit the data
 */
export function stepMemory(
  tokenized: TokenizedCorpus,
  configuration: Configuration,
  flat: boolean,
): StepMemory {
  const { data, material, needed, maxLength } = tokenized;
  const { definition } = material.files;
  const vocabulary = configuration.vocabulary === 'corpus' ? needed.length : definition.vocabulary;
  const pool = trainingPairs({ data }, configuration);
  const adaptation = draftAdaptation(data, pool, configuration, { ...tokenized, ...definition, maxLength });
  const negatives = draftHardNegatives(data, pool, configuration);
  const estimates = Array.from({ length: Math.min(LOOK_AT, configuration.steps) }, (_, step) => {
    const batches = batchesOf(pool, configuration, configuration.seed, step);
    const texts = batches.map(
      (batch) => stepInput(tokenized, configuration, batch, negatives, adaptation, step).input.texts,
    );
    const { dropout, chunkTexts } = configuration;
    return estimateStep(
      { ...definition, vocabulary },
      trainableOf(configuration),
      { texts, dropout, chunkTexts },
      flat,
    );
  });
  return estimates.reduce((most, estimate) => (estimate.total > most.total ? estimate : most));
}

/** Whether a step stays within what the backend can hold. */
export function fits({ total, largest }: StepMemory, budget: MemoryBudget): boolean {
  return total <= (budget.total ?? Infinity) && largest <= (budget.largest ?? Infinity);
}

/**
 * Refuses a run that the backend could not hold, before anything is allocated, and says what would make it fit.
 * @param begun whether the run goes on from a checkpoint, which fits this vocabulary, batch and encoder alone
 * @throws IsoglotError `bad-configuration`
 */
export function checkMemory(
  tokenized: TokenizedCorpus,
  configuration: Configuration,
  budget: MemoryBudget,
  flat: boolean,
  begun = false,
): void {
  const memory = stepMemory(tokenized, configuration, flat);
  if (fits(memory, budget)) return;
  const tooMuch = memory.total > (budget.total ?? Infinity);
  throw new IsoglotError({
    code: 'bad-configuration',
    what: tooMuch
      ? `A training step would need about ${inWords(memory.total)}, and the backend holds ${inWords(budget.total!)}.`
      : `A tensor of ${inWords(memory.largest)} would be needed, and this GPU takes ${inWords(budget.largest!)} at most.`,
    where: 'batchSize, chunkTexts, vocabulary, maxLength',
    remedy: adviceFor(tokenized, configuration, budget, flat, begun),
  });
}

/** Changes that make a run fit, with what a step needs then. */
export function adviceFor(
  tokenized: TokenizedCorpus,
  configuration: Configuration,
  budget: MemoryBudget,
  flat: boolean,
  begun = false,
): string {
  const trim = { vocabulary: 'corpus' } as const;
  const cache = { chunkTexts: configuration.chunkTexts > 8 || configuration.chunkTexts === 0 ? 8 : 2 };
  const ways: [words: string, patch: Partial<Configuration>][] = [
    ['trim the vocabulary to the data', trim],
    [`work on ${cache.chunkTexts} texts at once (gradient caching)`, cache],
    [`take batches of ${half(configuration.batchSize)} pairs`, { batchSize: half(configuration.batchSize) }],
    ['freeze the embeddings', { embeddings: 'frozen' }],
    [
      `trim the vocabulary, freeze the embeddings and work on ${cache.chunkTexts} texts at once`,
      { ...trim, ...cache, embeddings: 'frozen' },
    ],
  ];
  const open = ways.filter(([, patch]) => !begun || patch === cache);
  const found = open.flatMap(([words, patch]) => {
    const memory = stepMemory(tokenized, { ...configuration, ...patch }, flat);
    return fits(memory, budget) ? [`${words}: ${inWords(memory.total)}`] : [];
  });
  if (found.length === 0)
    return begun
      ? 'Go on where there is more memory, or start anew with a smaller encoder, shorter texts, or LoRA.'
      : 'Choose a smaller encoder, shorter texts, or LoRA.';
  const text = found.join('; or ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

function half(size: number): number {
  return Math.max(2, Math.floor(size / 2));
}

/** Bytes in the units that a person buys memory in. */
export function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
