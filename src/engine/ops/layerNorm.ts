import type * as tf from '@tensorflow/tfjs-core';
import { layerNorm as layerNormKernel, layerNormGradient, layerNormScaled } from '../kernels/layerNorm';
import { withGradient } from './customGradient';
import { columnSums } from './matMul';

/**
 * Layer normalisation with the biased variance, eps inside the root.
 * @param x [N, H]
 * @param gamma [H]
 * @param beta [H]
 */
export function layerNorm(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, eps: number): tf.Tensor {
  const [rows, columns] = x.shape as [number, number];
  const attributes = { columns, eps };
  return withGradient(
    [x, gamma, beta],
    (save) => {
      save([x, gamma]);
      return layerNormKernel({ x, gamma, beta }, x.shape, attributes, rows);
    },
    (dy, [input, scale]) => [
      () => layerNormGradient({ x: input!, gamma: scale!, dy }, input!.shape, attributes, rows),
      () => columnSums(layerNormScaled({ x: input!, dy }, input!.shape, attributes, rows)),
      () => columnSums(dy),
    ],
  );
}
