import * as tf from '@tensorflow/tfjs-core';

/**
 * `tf.customGrad` with a typed list of inputs.
 * @param forward gives the value; what it passes to `save` is kept for `backward`
 * @param backward gives one gradient per input, from the gradient by the value and the saved tensors
 */
export function withGradient(
  inputs: tf.Tensor[],
  forward: (save: (tensors: tf.Tensor[]) => void) => tf.Tensor,
  backward: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor {
  return tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: tf.Tensor[]) => void;
    return { value: forward(save), gradFunc: backward };
  })(...inputs);
}
