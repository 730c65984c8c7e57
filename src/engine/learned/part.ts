import type * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../../core/encoderDefinition';

/** Something that terms of the loss learn beside the encoder, with an optimiser of its own. */
export interface LearnedPart {
  /** What gradients are sought by; the next update replaces it. */
  readonly sought: tf.Tensor[];
  /** Takes over the gradients by `sought`, or adds those of the step's next input; the caller still disposes of them. */
  collect(gradients: readonly tf.Tensor[]): void;
  /** Norm of what was collected; 0 if nothing was. */
  norm(): Promise<number>;
  /** One update by what was collected, if anything was. @param norm the global one, by which gradients are clipped */
  update(norm: number, learningRate: number): void;
  /** Forgets what was collected. */
  drop(): void;
  /** Values and moments by names of its own. */
  state(): Promise<Weights>;
  /** @throws IsoglotError `bad-file` if a number is missing or doesn't fit */
  restore(state: Weights): void;
  dispose(): void;
}
