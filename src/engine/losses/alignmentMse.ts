import * as tf from '@tensorflow/tfjs-core';
import { mse } from './mse';

/**
 * Alignment of translations (Reimers & Gurevych 2020, section 2): MSE(S(x), T(x)) + MSE(S(y), T(x)), so that the student
 * S puts a text x and its translation y where the teacher T puts x.
 * @param left [n, D], S(x)
 * @param right [n, D], S(y), row i the translation of row i
 * @param teacher n x D, T(x)
 * @returns a scalar
 */
export function alignmentMse(left: tf.Tensor, right: tf.Tensor, teacher: Float32Array): tf.Tensor {
  return tf.add(mse(left, teacher), mse(right, teacher));
}
