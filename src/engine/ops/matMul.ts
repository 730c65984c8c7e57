import * as tf from '@tensorflow/tfjs-core';
import { columnSums as sumColumns } from '../kernels/columnSums';

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
  if (tf.getBackend() !== 'wasm') return tf.fused.matMul({ a, b, transposeA, transposeB, bias });
  // The right matrix is repacked before it is multiplied, so the larger one goes to the left: A^T B = (B^T A)^T.
  if (transposeA && !transposeB && !bias && b.shape[1]! > a.shape[1]!)
    return tf.transpose(tf.fused.matMul({ a: tf.transpose(b), b: a }));
  return tf.fused.matMul({ a: transposeA ? tf.transpose(a) : a, b: transposeB ? tf.transpose(b) : b, bias });
}

/** Sum over the rows of a matrix: [N, H] -> [H]. */
export function columnSums(x: tf.Tensor): tf.Tensor {
  const [rows, columns] = x.shape as [number, number];
  // On a GPU one thread a column would be too few: there it is a product with ones.
  if (tf.getBackend() === 'webgpu') return tf.reshape(matMul(tf.fill([1, rows], 1), x), [columns]);
  return sumColumns({ x }, [columns], {});
}
