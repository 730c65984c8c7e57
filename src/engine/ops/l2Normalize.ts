import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './customGradient';

/** Keeps a vector of zeros from dividing by 0; the value of torch's `F.normalize`. */
const SMALLEST_NORM = 1e-12;

/** Each row divided by its L2 norm: [B, D] -> [B, D]. */
export function l2Normalize(x: tf.Tensor): tf.Tensor {
  return withGradient(
    [x],
    (save) => {
      const norm = tf.maximum(tf.sqrt(tf.sum(tf.square(x), 1, true)), SMALLEST_NORM);
      const unit = tf.div(x, norm);
      save([unit, norm]);
      return unit;
    },
    (dy, [unit, norm]) => [tf.div(tf.sub(dy, tf.mul(unit!, tf.sum(tf.mul(dy, unit!), 1, true))), norm!)],
  );
}
