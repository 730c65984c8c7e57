import * as tf from '@tensorflow/tfjs-core';

/** Padded length of a text, of its own length and that of the longest text of the batch. */
export type Padding = (length: number, longest: number) => number;

/** Little waste and as many groups as it takes: wasm and cpu treat all shapes alike and have no dispatch to pay. */
export const finePadding: Padding = (length) => Math.max(4, Math.ceil(length / 4) * 4);

/**
 * One group a batch, of few different lengths: multiples of 8 to 32, of 16 to 128, of 32 above. GPUs pay for every
 * dispatch, and TensorFlow.js's buffer pool keeps the buffers of every shape that ever was.
 */
export const coarsePadding: Padding = (_length, longest) => {
  const unit = longest <= 32 ? 8 : longest <= 128 ? 16 : 32;
  return Math.max(unit, Math.ceil(longest / unit) * unit);
};

/** The padding that suits the backend in use. */
export function paddingOfBackend(): Padding {
  return tf.getBackend() === 'webgpu' ? coarsePadding : finePadding;
}
