import type * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './customGradient';
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
    (dy, [input, w]) => [
      () => matMul(dy, w!),
      () => matMul(dy, input!, { transposeA: true }),
      () => columnSums(dy),
    ],
  );
}
