import * as tf from '@tensorflow/tfjs-core';
import { valueAndGradients } from '../backprop';

/** What a test runs: tensors in, one tensor out. */
export type Op = (...inputs: tf.Tensor[]) => tf.Tensor;

export interface Outcome {
  /** Output, flattened. */
  output: Float32Array;
  /** Gradient of sum(weights * output) by each input, flattened. */
  gradients: Float32Array[];
}

export interface Input {
  shape: number[];
  data: Float32Array;
}

/** Output of `op` on the current backend and the gradients of sum(weights * output). */
export async function outcomeOf(op: Op, inputs: readonly Input[], weights: Float32Array): Promise<Outcome> {
  const tensors = inputs.map(({ shape, data }) => tf.tensor(data, shape, 'float32'));
  const { output, gradients } = tf.tidy(() => {
    const output = op(...tensors);
    const dy = tf.tensor(weights, output.shape, 'float32');
    const { gradients } = valueAndGradients(() => op(...tensors), tensors, dy);
    return { output, gradients };
  });
  const read = async (tensor: tf.Tensor): Promise<Float32Array> => tensor.data<'float32'>();
  const outcome = { output: await read(output), gradients: await Promise.all(gradients.map(read)) };
  tf.dispose([tensors, output, gradients]);
  return outcome;
}

/** Fixed numbers in [-1, 1] without a pattern that an op could hide behind. */
export function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed + i * i));
}
