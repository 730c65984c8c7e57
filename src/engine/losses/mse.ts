import * as tf from '@tensorflow/tfjs-core';
import { withSlopes } from '../ops/customGradient';

/**
 * Mean over all numbers of (x - target)^2: distillation from vectors of a teacher. Between vectors of unit length it is
 * at most 4 / D.
 * @param x [n, D]
 * @param target n x D, constant
 * @returns a scalar
 */
export function mse(x: tf.Tensor, target: Float32Array): tf.Tensor {
  return withSlopes([x], () => {
    const difference = tf.sub(x, tf.tensor(target, x.shape));
    return { value: tf.mean(tf.square(difference)), slopes: [tf.mul(difference, 2 / x.size)] };
  });
}
