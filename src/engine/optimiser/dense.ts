import type * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState, Weights } from '../../core/encoderDefinition';
import type { AdamStep } from '../../core/adam';

/** AdamW of the tensors that every step changes whole. Gradients come in the order of the parameters. */
export interface DenseAdam {
  /** Takes over the gradients of a step, or adds those of its next chunk; the caller still disposes of them. */
  collect(gradients: readonly tf.Tensor[]): void;
  /** Squares of what was collected, in shares that add up to the squared norm; a new tensor. */
  squares(): tf.Tensor;
  /** Updates all parameters by what was collected, and forgets that. */
  update(step: AdamStep): void;
  /** Forgets what was collected. */
  drop(): void;
  /** Moments by name. */
  read(): Promise<{ first: Weights; second: Weights }>;
  /** @throws IsoglotError `bad-file` if a moment is missing or doesn't fit; nothing has changed then */
  restore(state: OptimiserState): void;
  dispose(): void;
}
