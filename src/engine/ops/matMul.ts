import * as tf from '@tensorflow/tfjs-core';

interface Options {
  /** Take the transpose of a, of b. */
  transposeA?: boolean;
  transposeB?: boolean;
  /** Added to every row. */
  bias?: tf.Tensor;
}

/**
 * Product of two matrices (not batches of them), transposed as asked. On wasm the transposing flags miss the fast
 * path by a factor of about ten, so there the transposes are made first.
 */
export function matMul(
  a: tf.Tensor,
  b: tf.Tensor,
  { transposeA = false, transposeB = false, bias }: Options = {},
): tf.Tensor {
  if (tf.getBackend() === 'wasm')
    return tf.fused.matMul({
      a: transposeA ? tf.transpose(a) : a,
      b: transposeB ? tf.transpose(b) : b,
      bias,
    });
  return tf.fused.matMul({ a, b, transposeA, transposeB, bias });
}

/** Sum over the rows of a matrix: [N, H] -> [H]. A product with ones is the fastest way on every backend. */
export function columnSums(x: tf.Tensor): tf.Tensor {
  const [rows, columns] = x.shape as [number, number];
  return tf.reshape(matMul(tf.fill([1, rows], 1), x), [columns]);
}
