import * as tf from '@tensorflow/tfjs-core';
import { withSlopes } from '../ops/customGradient';
import { columnSums, matMul } from '../ops/matMul';

/**
 * Domain-adversarial training (Ganin et al. 2016, section 4.2): the mean cross entropy of a linear classifier behind a
 * gradient reversal layer, which passes vectors on and multiplies their gradient by -lambda. The classifier's own
 * gradients are not reversed: it learns to tell the classes apart, the encoder to hide them.
 * @param z [n, D]
 * @param weight [classes, D]
 * @param bias [classes]
 * @param labels n class numbers
 * @returns a scalar
 */
export function adversarial(
  z: tf.Tensor,
  weight: tf.Tensor,
  bias: tf.Tensor,
  labels: Int32Array,
  lambda: number,
): tf.Tensor {
  const [count, classes] = [z.shape[0], weight.shape[0]];
  return withSlopes([z, weight, bias], () => {
    const target = tf.tensor2d(oneHot(labels, classes), [count, classes]);
    const log = tf.logSoftmax(matMul(z, weight, { transposeB: true, bias }));
    const slope = tf.div(tf.sub(tf.exp(log), target), count);
    return {
      value: tf.div(tf.neg(tf.sum(tf.mul(log, target))), count),
      slopes: [
        tf.mul(matMul(slope, weight), -lambda),
        matMul(slope, z, { transposeA: true }),
        columnSums(slope),
      ],
    };
  });
}

function oneHot(labels: Int32Array, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => (rows[row * classes + label] = 1));
  return rows;
}
