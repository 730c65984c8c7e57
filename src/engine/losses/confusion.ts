import * as tf from '@tensorflow/tfjs-core';
import { withSlopes } from '../ops/customGradient';
import { matMul } from '../ops/matMul';

/** A linear classifier without a bias that the encoder's step leaves as it is. */
export interface FrozenClassifier {
  /** classes x D. */
  weight: Float32Array;
  classes: number;
  /** Logits are kept within +-clamp; beyond it they give no gradient. Infinity: they are free. */
  clamp: number;
}

/**
 * MoDIR's confusion loss (Xin et al. 2022, section 3.2): the mean over vectors and classes of the cross entropy of the
 * classifier's softmax with that class, so that the encoder seeks what makes every class as likely.
 * @param z [n, D]
 * @returns a scalar
 */
export function confusion(z: tf.Tensor, { weight, classes, clamp }: FrozenClassifier): tf.Tensor {
  const [count, dimensions] = z.shape as [number, number];
  return withSlopes([z], () => {
    const w = tf.tensor2d(weight, [classes, dimensions]);
    const raw = matMul(z, w, { transposeB: true });
    const logits = Number.isFinite(clamp) ? tf.clipByValue(raw, -clamp, clamp) : raw;
    const log = tf.logSoftmax(logits);
    const free = tf.cast(tf.equal(raw, logits), 'float32');
    const slope = tf.div(tf.mul(tf.sub(tf.exp(log), 1 / classes), free), count);
    return { value: tf.neg(tf.mean(log)), slopes: [matMul(slope, w)] };
  });
}
