import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import type { TokenTable } from '../core/tokens';
import { createAdamW, globalNorm } from './adamw';
import type { AdamWOptions } from './adamw';
import { collate, concatTokens } from './collate';
import type { Encoder } from './encoder';
import { infoNce } from './loss';
import type { ContrastiveLoss } from './loss';
import { trimGpuMemory } from './memory';
import { paddingOfBackend } from './padding';

export type TrainerOptions = AdamWOptions & ContrastiveLoss;

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

/** Fine-tuning of all parameters of `encoder` with InfoNCE and AdamW. */
export function createTrainer(encoder: Encoder, options: TrainerOptions): Trainer {
  const parameters = [...encoder.parameters.values()];
  const optimiser = createAdamW(parameters, options);

  return {
    step: async (queries, passages, mask, learningRate) => {
      // Queries and passages go through the encoder as one batch: half the kernels, one gradient of each table.
      const batch = collate(concatTokens(queries, passages), encoder.definition, paddingOfBackend());
      const lossOf = (): tf.Scalar => {
        const [queryEmbeddings, passageEmbeddings] = tf.split(encoder.embed(batch), 2) as [
          tf.Tensor,
          tf.Tensor,
        ];
        return infoNce(queryEmbeddings, passageEmbeddings, mask, options) as tf.Scalar;
      };
      const { loss, gradients, squares } = tf.tidy(() => {
        const { value, grads } = tf.engine().gradients(
          lossOf,
          parameters.map((parameter) => parameter.value),
        );
        return { loss: value, gradients: grads, squares: optimiser.squares(grads) };
      });
      try {
        const [[lossValue], squareValues] = await Promise.all([loss.data(), squares.data<'float32'>()]);
        const report = { loss: lossValue!, gradientNorm: globalNorm(squareValues) };
        if (!Number.isFinite(report.loss) || !Number.isFinite(report.gradientNorm)) throw notFinite(report);
        optimiser.update(gradients, report.gradientNorm, learningRate);
        return report;
      } finally {
        tf.dispose([loss, squares, gradients]);
        trimGpuMemory();
      }
    },
    state: () => optimiser.state(),
    restore: (state) => optimiser.restore(state),
    dispose: () => optimiser.dispose(),
  };
}

function notFinite({ loss, gradientNorm }: StepReport): IsoglotError {
  return new IsoglotError({
    code: 'not-finite',
    what: `The loss (${loss}) or the norm of its gradient (${gradientNorm}) is no longer a finite number.`,
    remedy:
      'Choose a smaller learning rate, a longer warm-up or a higher temperature, and train from the start.',
  });
}
