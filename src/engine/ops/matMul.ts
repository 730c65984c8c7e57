import * as tf from '@tensorflow/tfjs-core';
import { columnSums as sumColumns } from '../kernels/columnSums';
import { simdKernels } from '../kernels/kernel';
import { matrixProduct, matrixProductWithBias } from '../kernels/matrixProduct';

interface Options {
  /** Take the transpose of a, of b. */
  transposeA?: boolean;
  transposeB?: boolean;
  /** Added to every row. */
  bias?: tf.Tensor;
}

/**
 * Product of two matrices (not batches of them), transposed as asked. On wasm it is our own, about twice as fast as
 * TensorFlow.js's. Without SIMD the transposing flags miss the fast path by a factor of about ten, so there the
 * transposes are made first.
 */
export function matMul(
  a: tf.Tensor,
  b: tf.Tensor,
  { transposeA = false, transposeB = false, bias }: Options = {},
): tf.Tensor {
  if (tf.getBackend() !== 'wasm') return tf.fused.matMul({ a, b, transposeA, transposeB, bias });
  if (simdKernels()) return simdMatMul(a, b, { transposeA, transposeB, bias });
  // The right matrix is repacked before it is multiplied, so the larger one goes to the left: A^T B = (B^T A)^T.
  if (transposeA && !transposeB && !bias && b.shape[1]! > a.shape[1]!)
    return tf.transpose(tf.fused.matMul({ a: tf.transpose(b), b: a }));
  return tf.fused.matMul({ a: transposeA ? tf.transpose(a) : a, b: transposeB ? tf.transpose(b) : b, bias });
}

function simdMatMul(a: tf.Tensor, b: tf.Tensor, { transposeA, transposeB, bias }: Options): tf.Tensor {
  const [rows, inner] = (transposeA ? a.shape.toReversed() : a.shape) as [number, number];
  const [depth, columns] = (transposeB ? b.shape.toReversed() : b.shape) as [number, number];
  tf.util.assert(inner === depth, () => `matMul: ${inner} columns on the left, ${depth} rows on the right.`);
  const sizes = { rows, columns, inner, transposeA: transposeA ? 1 : 0, transposeB: transposeB ? 1 : 0 };
  const shape = [rows, columns];
  return bias ? matrixProductWithBias({ a, b, bias }, shape, sizes) : matrixProduct({ a, b }, shape, sizes);
}

/** Sum over the rows of a matrix: [N, H] -> [H]. */
export function columnSums(x: tf.Tensor): tf.Tensor {
  const [rows, columns] = x.shape as [number, number];
  // On a GPU one thread a column would be too few: there it is a product with ones.
  if (tf.getBackend() === 'webgpu') return tf.reshape(matMul(tf.fill([1, rows], 1), x), [columns]);
  return sumColumns({ x }, [columns], {});
}
