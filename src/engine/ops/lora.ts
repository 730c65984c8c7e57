import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './customGradient';
import { matMul } from './matMul';

/**
 * What a low-rank adapter adds to a linear layer (Hu et al. 2021): scale (x A^T) B^T.
 * @param x [N, in]
 * @param a [rank, in]
 * @param b [out, rank]
 * @param scale alpha / rank
 * @returns [N, out]
 */
export function lora(x: tf.Tensor, a: tf.Tensor, b: tf.Tensor, scale: number): tf.Tensor {
  return withGradient(
    [x, a, b],
    (save) => {
      const narrow = tf.mul(matMul(x, a, { transposeB: true }), scale);
      save([x, a, b, narrow]);
      return matMul(narrow, b, { transposeB: true });
    },
    (dy, [input, down, up, narrow]) => {
      const dNarrow = tf.mul(matMul(dy, up!), scale);
      return [
        () => matMul(dNarrow, down!),
        () => matMul(dNarrow, input!, { transposeA: true }),
        () => matMul(dy, narrow!, { transposeA: true }),
      ];
    },
  );
}
