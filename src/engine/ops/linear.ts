import * as tf from '@tensorflow/tfjs-core';
import { geluGradient } from '../kernels/gelu';
import { linearGeluOnGpu } from '../kernels/linear';
import { transposedProductWithSums } from '../kernels/matMul';
import { threadTiles } from '../kernels/productTile';
import { once, withGradient } from './customGradient';
import type { Gradient } from './customGradient';
import { gelu } from './gelu';
import { columnSums, matMul } from './matMul';

/**
 * x W^T + b with the weight as Hugging Face stores it.
 * @param x [N, in]
 * @param weight [out, in]
 * @param bias [out]
 * @returns [N, out]
 */
export function linear(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  return withGradient(
    [x, weight, bias],
    (save) => {
      save([x, weight]);
      return matMul(x, weight, { transposeB: true, bias });
    },
    (dy, [input, w]) => [() => matMul(dy, w!), ...parameterGradients(dy, input!)],
  );
}

/** GELU of `linear`. */
export function linearGelu(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== 'webgpu') return gelu(linear(x, weight, bias));
  return withGradient(
    [x, weight, bias],
    (save) => {
      const [rows, inner] = x.shape as [number, number];
      const size = { rows, columns: weight.shape[0], inner };
      const shape = [size.rows, size.columns];
      const [sums, result] = linearGeluOnGpu({ x, weight, bias }, [shape, shape], size, threadTiles(size));
      save([x, weight, sums!]);
      return result!;
    },
    (dy, [input, w, sums]) => {
      const slope = geluGradient({ x: sums!, dy }, sums!.shape, {});
      return [() => matMul(slope, w!), ...parameterGradients(slope, input!)];
    },
  );
}

/** Gradients of `linear` by its weight and its bias. */
function parameterGradients(dy: tf.Tensor, x: tf.Tensor): [Gradient, Gradient] {
  if (tf.getBackend() !== 'webgpu') return [() => matMul(dy, x, { transposeA: true }), () => columnSums(dy)];
  const both = once(() => transposedProductWithSums(dy, x));
  return [() => both()[0], () => both()[1]];
}
