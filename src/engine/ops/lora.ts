import * as tf from '@tensorflow/tfjs-core';
import { once, withGradient } from './customGradient';
import { columnSums, matMul } from './matMul';

/** A low-rank adapter: A [rank, in], B [out, rank]; scale is alpha / rank. */
export interface Adapter {
  a: tf.Tensor;
  b: tf.Tensor;
  scale: number;
}

/**
 * A linear layer with a low-rank adapter (Hu et al. 2021): x W^T + bias + scale (x A^T) B^T.
 * @param x [N, in]
 * @param weight [out, in]
 * @param bias [out]
 * @returns [N, out]
 */
export function adaptedLinear(
  x: tf.Tensor,
  weight: tf.Tensor,
  bias: tf.Tensor,
  { a, b, scale }: Adapter,
): tf.Tensor {
  return withGradient(
    [x, weight, bias, a, b],
    (save) => {
      const narrow = tf.mul(matMul(x, a, { transposeB: true }), scale);
      save([x, weight, a, b, narrow]);
      return tf.add(matMul(x, weight, { transposeB: true, bias }), matMul(narrow, b, { transposeB: true }));
    },
    (dy, [input, w, down, up, narrow]) => {
      const dNarrow = once(() => tf.mul(matMul(dy, up!), scale));
      return [
        () => tf.add(matMul(dy, w!), matMul(dNarrow(), down!)),
        () => matMul(dy, input!, { transposeA: true }),
        () => columnSums(dy),
        () => matMul(dNarrow(), input!, { transposeA: true }),
        () => matMul(dy, narrow!, { transposeA: true }),
      ];
    },
  );
}
