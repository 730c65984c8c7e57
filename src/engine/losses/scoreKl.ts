import * as tf from '@tensorflow/tfjs-core';
import { withSlopes } from '../ops/customGradient';
import { matMul } from '../ops/matMul';

/**
 * Distillation of scores (Hinton et al. 2015, section 2): the mean over queries of KL(softmax(t / temperature) ||
 * softmax(s / temperature)) over the passages, with the teacher's scores t and the student's s = q . p. Not multiplied by
 * the square of the temperature: that is the term's weight.
 * @param queries [Q, D]
 * @param passages [P, D]
 * @param teacher Q x P scores
 * @returns a scalar
 */
export function scoreKl(
  queries: tf.Tensor,
  passages: tf.Tensor,
  teacher: Float32Array,
  temperature: number,
): tf.Tensor {
  const count = queries.shape[0];
  return withSlopes([queries, passages], () => {
    const scores = matMul(queries, passages, { transposeB: true });
    const logOf = (x: tf.Tensor): tf.Tensor => tf.logSoftmax(tf.div(x, temperature));
    const [asked, own] = [logOf(tf.tensor(teacher, scores.shape)), logOf(scores)];
    const target = tf.exp(asked);
    const slope = tf.div(tf.sub(tf.exp(own), target), count * temperature);
    return {
      value: tf.div(tf.sum(tf.mul(target, tf.sub(asked, own))), count),
      slopes: [matMul(slope, passages), matMul(slope, queries, { transposeA: true })],
    };
  });
}
