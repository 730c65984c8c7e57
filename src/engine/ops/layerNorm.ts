import * as tf from '@tensorflow/tfjs-core';
import {
  addLayerNormOnGpu,
  layerNormChunks,
  layerNormGradientOnGpu,
  layerNormOnGpu,
  layerNormParametersOnGpu,
} from '../kernels/gpuLayerNorm';
import { layerNorm as layerNormKernel, layerNormGradient, layerNormScaled } from '../kernels/layerNorm';
import { once, withGradient } from './customGradient';
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
  if (tf.getBackend() === 'webgpu')
    return withGradient(
      [x, gamma, beta],
      (save) => {
        const [result, stats] = layerNormOnGpu({ x, gamma, beta }, [x.shape, [rows, 2]], attributes, rows);
        save([x, stats!, gamma]);
        return result!;
      },
      (dy, [input, stats, scale]) => {
        const { dx, dGamma, dBeta } = gradientsOnGpu(input!, stats!, scale!, dy);
        return [dx, dGamma, dBeta];
      },
    );
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

/** `layerNorm` of x + residual. */
export function addLayerNorm(
  x: tf.Tensor,
  residual: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  eps: number,
): tf.Tensor {
  const [rows, columns] = x.shape as [number, number];
  if (tf.getBackend() !== 'webgpu') {
    const attributes = { columns, eps };
    return withGradient(
      [x, residual, gamma, beta],
      (save) => {
        // Not on the tape: it would keep x as well.
        const both = tf.add(x, residual);
        save([both, gamma]);
        return layerNormKernel({ x: both, gamma, beta }, x.shape, attributes, rows);
      },
      (dy, [both, scale]) => {
        const dx = once(() => layerNormGradient({ x: both!, gamma: scale!, dy }, dy.shape, attributes, rows));
        return [
          // Not the same tensor twice: what is added to another gradient is disposed of.
          () => tf.clone(dx()),
          () => tf.clone(dx()),
          () => columnSums(layerNormScaled({ x: both!, dy }, dy.shape, attributes, rows)),
          () => columnSums(dy),
        ];
      },
    );
  }
  return withGradient(
    [x, residual, gamma, beta],
    (save) => {
      const [result, stats, both] = addLayerNormOnGpu(
        { x, residual, gamma, beta },
        [x.shape, [rows, 2], x.shape],
        { columns, eps },
        rows,
      );
      save([both!, stats!, gamma]);
      return result!;
    },
    (dy, [both, stats, scale]) => {
      const { dx, dGamma, dBeta } = gradientsOnGpu(both!, stats!, scale!, dy);
      // Not the same tensor twice: what is added to another gradient is disposed of.
      return [() => tf.clone(dx()), () => tf.clone(dx()), dGamma, dBeta];
    },
  );
}

function gradientsOnGpu(
  x: tf.Tensor,
  stats: tf.Tensor,
  gamma: tf.Tensor,
  dy: tf.Tensor,
): Record<'dx' | 'dGamma' | 'dBeta', () => tf.Tensor> {
  const [rows, columns] = x.shape as [number, number];
  const chunks = layerNormChunks(rows);
  const byRows = once(() =>
    layerNormGradientOnGpu(
      { x, stats, gamma, dy },
      [x.shape, [chunks, 2, columns]],
      { rows, columns },
      chunks,
    ),
  );
  const parameters = once(() =>
    layerNormParametersOnGpu(
      { partial: byRows()[1]! },
      [[columns], [columns]],
      { rows: chunks, columns },
      2 * columns,
    ),
  );
  return { dx: () => byRows()[0]!, dGamma: () => parameters()[0]!, dBeta: () => parameters()[1]! };
}
