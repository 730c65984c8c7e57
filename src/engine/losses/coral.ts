import * as tf from '@tensorflow/tfjs-core';
import { withSlopes } from '../ops/customGradient';
import { matMul } from '../ops/matMul';

/**
 * CORAL (Sun & Saenko 2016, equation 1): the squared Frobenius norm of the difference of the covariances of two samples,
 * over 4 D^2; each covariance about its own mean, with the divisor n - 1.
 * @param source [n, D], n >= 2
 * @param target [m, D], m >= 2
 * @returns a scalar
 */
export function coral(source: tf.Tensor, target: tf.Tensor): tf.Tensor {
  const square = source.shape[1]! ** 2;
  return withSlopes([source, target], () => {
    const [s, t] = [source, target].map((x) => tf.sub(x, tf.mean(x, 0))) as [tf.Tensor, tf.Tensor];
    const difference = tf.sub(covariance(s), covariance(t));
    // The columns of what is centred sum to 0, and so do those of its product: the mean takes no part in the slope.
    const slope = (x: tf.Tensor, sign: number): tf.Tensor =>
      tf.mul(matMul(x, difference), sign / (square * (x.shape[0] - 1)));
    return {
      value: tf.mul(tf.sum(tf.square(difference)), 1 / (4 * square)),
      slopes: [slope(s, 1), slope(t, -1)],
    };
  });
}

function covariance(centred: tf.Tensor): tf.Tensor {
  return tf.mul(matMul(centred, centred, { transposeA: true }), 1 / (centred.shape[0] - 1));
}
