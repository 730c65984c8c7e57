import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { textCount } from '../core/tokens';
import { createAdamW } from './adamw';
import type { AdamWOptions } from './adamw';
import { valueAndGradients } from './backprop';
import { collate } from './collate';
import type { TokenBatch } from './collate';
import type { Encoder, TrainingPass } from './encoder';
import { createLearned } from './learned/learned';
import type { LearnedOptions } from './learned/learned';
import type { LearnedPart } from './learned/part';
import { distinct } from './localIds';
import { weighed } from './losses/terms';
import type { Rows, StepInput } from './losses/terms';
import { termValues } from './losses/termValues';
import { trimGpuMemory } from './gpuPool';
import { isTrained } from './trainable';

export interface TrainerOptions extends AdamWOptions, LearnedOptions {
  /** Share of the hidden elements dropped in training; default 0. */
  dropout?: number;
  /** Of the dropped elements and of the classifiers' first weights; default 0. */
  seed?: number;
  /** Texts that are worked on at once by gradient caching; default 0: all of an input. */
  chunkTexts?: number;
}

export interface StepReport {
  /** The weighted sum of the terms; of several inputs the mean. */
  loss: number;
  /** Global norm before clipping, of all that is trained. */
  gradientNorm: number;
  /** Value of each term without its weight; of several inputs the mean over those that have the term. */
  terms: Record<string, number>;
  /** The learned temperature that the loss was computed with. */
  temperature?: number;
  /** The rows that the inputs want to read, one behind the other: [count, D] of unit length. */
  embeddings?: Float32Array[];
}

/** What must be kept beside the encoder's weights to go on exactly. */
export interface TrainerState extends OptimiserState {
  /** Values and moments of what terms learn beside the encoder, by name. */
  extra: Weights;
}

export interface Trainer {
  /**
   * One update of the encoder by the gradient of the weighted terms; by the mean of the gradients where several inputs
   * are given (accumulation).
   * @throws IsoglotError `not-finite` if the loss or the gradient isn't finite; the encoder is then as it was before
   */
  step(input: StepInput | readonly StepInput[], learningRate: number): Promise<StepReport>;
  state(): Promise<TrainerState>;
  /** @throws IsoglotError `bad-file` if a number is missing or doesn't fit */
  restore(state: TrainerState): void;
  /** Frees the optimiser; the encoder lives on. */
  dispose(): void;
}

/** Keeps the numbers of dropout apart from those that the same seed draws elsewhere. */
const DROPOUT_STREAM = 0xd0;

/** An input laid out for the encoder. */
interface Work {
  input: StepInput;
  chunks: TokenBatch[];
  /** Number of its first chunk in the step. */
  first: number;
  /** Its weights, in the order of the terms, as a part of the step. */
  weights: number[];
}

/** What an input leaves on the backend, until it is read. */
interface Outcome {
  /** Values of the terms. */
  values: tf.Tensor;
  read: tf.Tensor[];
}

/**
 * Fine-tuning of what is trainable of `encoder` with a weighted sum of losses and AdamW. With `chunkTexts`, the gradients
 * by the embeddings are computed first and then the encoder is run again chunk by chunk (gradient caching, Gao et al.
 * 2021): the gradients of the whole input in the memory of a chunk, whatever the terms.
 */
export function createTrainer(encoder: Encoder, options: TrainerOptions): Trainer {
  const { dropout = 0, seed = 0, chunkTexts = 0 } = options;
  const table = encoder.trainedTable;
  const parameters = [...encoder.parameters.values()].filter(({ name }) =>
    isTrained(name, encoder.trainable),
  );
  const optimiser = createAdamW(parameters, table, options);
  const learned = createLearned(options, seed, options);
  let steps = 0;

  /** Runs `value` and hands its gradients to the optimisers. @param parts what it depends on beside the encoder */
  const descend = (
    value: () => tf.Tensor,
    { words }: TrainingPass,
    dy?: tf.Tensor,
    parts: readonly LearnedPart[] = [],
  ): tf.Tensor =>
    tf.tidy(() => {
      const dense = parameters.map((parameter) => parameter.value);
      const sought = table ? [words.rows, ...dense] : dense;
      const { value: result, gradients } = valueAndGradients(value, [...sought, ...soughtBy(parts)], dy);
      collect(parts, gradients.splice(sought.length));
      optimiser.collect(
        table
          ? { dense: gradients.slice(1), rows: { ids: words.ids, gradient: gradients[0]! } }
          : { dense: gradients, rows: null },
      );
      return result;
    });

  /** Hands the gradients of an input to the optimisers. */
  const work = (
    { input, chunks, first, weights }: Work,
    passOf: (chunk: number) => TrainingPass,
  ): Outcome => {
    const pooled = (chunk: number): tf.Tensor => encoder.pooled(chunks[chunk]!, passOf(first + chunk));
    let read: tf.Tensor[] = [];
    const valuesOf = (vectors: tf.Tensor): tf.Tensor => {
      const { values, unit } = termValues(vectors, input, learned);
      read = (input.read ?? []).map((rows) => tf.keep(taken(unit, rows)));
      return values;
    };
    const parts = learned.partsOf(input);
    const values = tf.tidy(() => {
      const slope = slopeOf(weights);
      if (chunks.length === 1) return descend(() => valuesOf(pooled(0)), passOf(first), slope, parts);
      const vectors = tf.tidy(() => tf.concat(chunks.map((_, chunk) => tf.tidy(() => pooled(chunk)))));
      const { value, gradients } = tf.tidy(() =>
        valueAndGradients(() => valuesOf(vectors), [vectors, ...soughtBy(parts)], slope),
      );
      collect(parts, gradients.slice(1));
      const sizes = chunks.map(({ lengths }) => lengths.length);
      const slopes = tf.split(gradients[0]!, sizes);
      for (const chunk of chunks.keys())
        descend(() => pooled(chunk), passOf(first + chunk), slopes[chunk]).dispose();
      return value;
    });
    return { values, read };
  };

  return {
    step: async (given, learningRate) => {
      const inputs = layOut('texts' in given ? [given] : given, encoder, chunkTexts);
      const chunks = inputs.flatMap((input) => input.chunks);
      const ids = distinct(Int32Array.from(chunks.flatMap((chunk) => [...distinct(chunk.ids)])));
      const rows = tf.keep(encoder.lookUp(ids));
      const passOf = (chunk: number): TrainingPass => ({
        words: { ids, rows },
        dropout,
        key: [seed, DROPOUT_STREAM, steps, chunk],
      });
      const outcomes: Outcome[] = [];
      try {
        for (const input of inputs) outcomes.push(work(input, passOf));
        const [values, read, ...norms] = await Promise.all([
          numbersOf(outcomes.map((outcome) => outcome.values)),
          numbersOf(outcomes.flatMap((outcome) => outcome.read)),
          optimiser.norm(),
          learned.norm(),
        ]);
        const gradientNorm = Math.hypot(...norms);
        const report: StepReport = { ...sumUp(inputs, values), gradientNorm };
        if (learned.hasTemperature) report.temperature = learned.temperature().temperature;
        if (read.length > 0) report.embeddings = read;
        if (!Number.isFinite(report.loss) || !Number.isFinite(gradientNorm)) throw notFinite(report);
        optimiser.update(gradientNorm, learningRate);
        learned.update(gradientNorm, learningRate);
        steps++;
        return report;
      } finally {
        optimiser.drop();
        learned.drop();
        tf.dispose([rows, ...outcomes.flatMap(({ values, read }) => [values, ...read])]);
        trimGpuMemory();
      }
    },
    state: async () => ({ ...(await optimiser.state()), extra: await learned.state() }),
    restore: (state) => {
      optimiser.restore(state);
      learned.restore(state.extra);
      steps = state.step;
    },
    dispose: () => {
      optimiser.dispose();
      learned.dispose();
    },
  };
}

/** @throws IsoglotError `bad-configuration` if an input has no term with a weight */
function layOut(inputs: readonly StepInput[], { definition }: Encoder, chunkTexts: number): Work[] {
  let first = 0;
  return inputs.map((input) => {
    const weights = weighed(input).map(({ weight }) => weight / inputs.length);
    if (weights.length === 0)
      throw new IsoglotError({
        code: 'bad-configuration',
        what: 'Every term of the loss has the weight 0, so that there is nothing to train by.',
        remedy: 'Give a term of the loss a weight.',
      });
    const chunks = chunksOf(textCount(input.texts), chunkTexts).map((chosen) =>
      collate(input.texts, definition, chosen),
    );
    first += chunks.length;
    return { input, chunks, first: first - chunks.length, weights };
  });
}

function soughtBy(parts: readonly LearnedPart[]): tf.Tensor[] {
  return parts.flatMap((part) => part.sought);
}

/** @param gradients by what the parts seek, in their order */
function collect(parts: readonly LearnedPart[], gradients: tf.Tensor[]): void {
  for (const part of parts) part.collect(gradients.splice(0, part.sought.length));
}

/** Numbers of `texts` texts in chunks of `size`; 0: one chunk. */
function chunksOf(texts: number, size: number): number[][] {
  const all = Array.from({ length: texts }, (_, text) => text);
  if (size === 0 || size >= texts) return [all];
  return Array.from({ length: Math.ceil(texts / size) }, (_, chunk) =>
    all.slice(chunk * size, (chunk + 1) * size),
  );
}

/** Gradient of the loss by the values of the terms, as `termValues` gives them; nothing where it is 1. */
function slopeOf(weights: readonly number[]): tf.Tensor | undefined {
  if (weights.length > 1) return tf.tensor1d([...weights]);
  return weights[0] === 1 ? undefined : tf.scalar(weights[0]!);
}

function taken(unit: tf.Tensor, { first, count }: Rows): tf.Tensor {
  return tf.slice(unit, [first, 0], [count, unit.shape[1]!]);
}

/** The numbers of tensors, copied: what a backend gives may be its own memory. */
function numbersOf(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  return Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data<'float32'>())));
}

/** @param values of the weighed terms of each input */
function sumUp(inputs: readonly Work[], values: readonly Float32Array[]): Pick<StepReport, 'loss' | 'terms'> {
  let loss = 0;
  const byName = new Map<string, number[]>();
  for (const [index, { input, weights }] of inputs.entries())
    for (const [term, { name }] of weighed(input).entries()) {
      const value = values[index]![term]!;
      loss += weights[term]! * value;
      byName.set(name, [...(byName.get(name) ?? []), value]);
    }
  const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  return { loss, terms: Object.fromEntries([...byName].map(([name, list]) => [name, mean(list)])) };
}

function notFinite({ loss, gradientNorm }: StepReport): IsoglotError {
  return new IsoglotError({
    code: 'not-finite',
    what: `The loss (${loss}) or the norm of its gradient (${gradientNorm}) is no longer a finite number.`,
    remedy:
      'Choose a smaller learning rate, a longer warm-up or a higher temperature, and train from the start.',
  });
}
