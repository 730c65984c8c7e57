import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { textCount } from '../core/tokens';
import type { TokenTable } from '../core/tokens';
import { createAdamW } from './adamw';
import type { AdamWOptions } from './adamw';
import { valueAndGradients } from './backprop';
import { collate, concatTokens } from './collate';
import type { TokenBatch } from './collate';
import type { Encoder, TrainingPass } from './encoder';
import { distinct } from './localIds';
import { infoNce } from './loss';
import type { ContrastiveLoss } from './loss';
import { trimGpuMemory } from './gpuPool';
import { isTrained } from './trainable';

export interface TrainerOptions extends AdamWOptions, ContrastiveLoss {
  /** Share of the hidden elements dropped in training; default 0. */
  dropout?: number;
  /** Of the dropped elements; default 0. */
  seed?: number;
  /** Texts that are worked on at once by gradient caching; default 0: all of a batch. */
  chunkTexts?: number;
}

export interface StepReport {
  loss: number;
  /** Global norm before clipping. */
  gradientNorm: number;
}

export interface Trainer {
  /**
   * One update of the encoder.
   * @param queries B texts
   * @param passages B texts, passage i relevant to query i
   * @param mask B x B, 1 where passage j must not be a negative of query i
   * @throws IsoglotError `not-finite` if the loss or the gradient isn't finite; the encoder is then as it was before
   */
  step(
    queries: TokenTable,
    passages: TokenTable,
    mask: Uint8Array,
    learningRate: number,
  ): Promise<StepReport>;
  state(): Promise<OptimiserState>;
  restore(state: OptimiserState): void;
  /** Frees the optimiser; the encoder lives on. */
  dispose(): void;
}

/** Keeps the numbers of dropout apart from those that the same seed draws elsewhere. */
const DROPOUT_STREAM = 0xd0;

/**
 * Fine-tuning of what is trainable of `encoder` with InfoNCE and AdamW. With `chunkTexts`, the gradients by the
 * embeddings are computed first and then the encoder is run again chunk by chunk (gradient caching, Gao et al. 2021):
 * the gradients of the whole batch in the memory of a chunk.
 */
export function createTrainer(encoder: Encoder, options: TrainerOptions): Trainer {
  const { dropout = 0, seed = 0, chunkTexts = 0 } = options;
  const table = encoder.trainedTable;
  const parameters = [...encoder.parameters.values()].filter(({ name }) =>
    isTrained(name, encoder.trainable),
  );
  const optimiser = createAdamW(parameters, table, options);
  let steps = 0;

  const lossOf = (embeddings: tf.Tensor, mask: Uint8Array): tf.Tensor => {
    const [queries, passages] = tf.split(embeddings, 2) as [tf.Tensor, tf.Tensor];
    return infoNce(queries, passages, mask, options);
  };

  /** Runs `value` and hands its gradients to the optimiser. */
  const descend = (value: () => tf.Tensor, { words }: TrainingPass, dy?: tf.Tensor): tf.Tensor =>
    tf.tidy(() => {
      const dense = parameters.map((parameter) => parameter.value);
      const sought = table ? [words.rows, ...dense] : dense;
      const { value: result, gradients } = valueAndGradients(value, sought, dy);
      optimiser.collect(
        table
          ? { dense: gradients.slice(1), rows: { ids: words.ids, gradient: gradients[0]! } }
          : { dense: gradients, rows: null },
      );
      return result;
    });

  return {
    step: async (queries, passages, mask, learningRate) => {
      // Queries and passages go through the encoder as one batch: half the kernels, one gradient of each table.
      const texts = concatTokens(queries, passages);
      const chunks = chunksOf(textCount(texts), chunkTexts).map((chosen) =>
        collate(texts, encoder.definition, chosen),
      );
      const ids = distinct(Int32Array.from(chunks.flatMap((chunk) => [...distinct(chunk.ids)])));
      const rows = tf.keep(encoder.lookUp(ids));
      const passOf = (chunk: number): TrainingPass => ({
        words: { ids, rows },
        dropout,
        key: [seed, DROPOUT_STREAM, steps, chunk],
      });
      const embed = (batch: TokenBatch, chunk: number): tf.Tensor => encoder.embed(batch, passOf(chunk));
      let loss: tf.Tensor | null = null;
      try {
        if (chunks.length === 1) loss = descend(() => lossOf(embed(chunks[0]!, 0), mask), passOf(0));
        else {
          const embeddings = tf.tidy(() =>
            tf.concat(chunks.map((chunk, index) => tf.tidy(() => embed(chunk, index)))),
          );
          const { value, gradients } = tf.tidy(() =>
            valueAndGradients(() => lossOf(embeddings, mask), [embeddings]),
          );
          loss = value;
          const sizes = chunks.map(({ lengths }) => lengths.length);
          const slopes = tf.split(gradients[0]!, sizes);
          for (const [index, chunk] of chunks.entries())
            descend(() => embed(chunk, index), passOf(index), slopes[index]).dispose();
          tf.dispose([embeddings, gradients, slopes]);
        }
        const [[lossValue], gradientNorm] = await Promise.all([loss.data(), optimiser.norm()]);
        const report = { loss: lossValue!, gradientNorm };
        if (!Number.isFinite(report.loss) || !Number.isFinite(gradientNorm)) throw notFinite(report);
        optimiser.update(gradientNorm, learningRate);
        steps++;
        return report;
      } finally {
        optimiser.drop();
        tf.dispose([rows, ...(loss ? [loss] : [])]);
        trimGpuMemory();
      }
    },
    state: () => optimiser.state(),
    restore: (state) => {
      optimiser.restore(state);
      steps = state.step;
    },
    dispose: () => optimiser.dispose(),
  };
}

/** Numbers of `texts` texts in chunks of `size`; 0: one chunk. */
function chunksOf(texts: number, size: number): number[][] {
  const all = Array.from({ length: texts }, (_, text) => text);
  if (size === 0 || size >= texts) return [all];
  return Array.from({ length: Math.ceil(texts / size) }, (_, chunk) =>
    all.slice(chunk * size, (chunk + 1) * size),
  );
}

function notFinite({ loss, gradientNorm }: StepReport): IsoglotError {
  return new IsoglotError({
    code: 'not-finite',
    what: `The loss (${loss}) or the norm of its gradient (${gradientNorm}) is no longer a finite number.`,
    remedy:
      'Choose a smaller learning rate, a longer warm-up or a higher temperature, and train from the start.',
  });
}
