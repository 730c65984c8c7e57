import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './ops/customGradient';
import { matMul } from './ops/matMul';

/** Added to the logit of an excluded passage: its probability and gradient become exactly 0. */
const EXCLUDED = -1e9;

export interface ContrastiveLoss {
  /** Positive; scores are divided by it. */
  temperature: number;
  /** `one-way`: from query to passage; `symmetric`: the mean of both directions. */
  loss: 'one-way' | 'symmetric';
}

/**
 * InfoNCE over in-batch negatives (van den Oord et al. 2018): the mean over queries i of the cross entropy of
 * softmax over j of q_i . p_j / temperature with the target i.
 * @param queries [B, D]
 * @param passages [B, D], row i relevant to query i
 * @param mask B x B, 1 where passage j must not be a negative of query i; the diagonal is 0
 * @returns a scalar
 */
export function infoNce(
  queries: tf.Tensor,
  passages: tf.Tensor,
  mask: Uint8Array,
  { temperature, loss }: ContrastiveLoss,
): tf.Tensor {
  const pairs = queries.shape[0];
  const excluded = tf.tensor2d(
    Float32Array.from(mask, (bit) => bit * EXCLUDED),
    [pairs, pairs],
  );
  const inverse = 1 / temperature;
  return withGradient(
    [queries, passages],
    (save) => {
      const similarities = tf.mul(matMul(queries, passages, { transposeB: true }), inverse);
      const logits = tf.add(similarities, excluded);
      const forward = targetCrossEntropy(logits);
      if (loss === 'one-way') {
        save([queries, passages, forward.gradient]);
        return forward.value;
      }
      const backward = targetCrossEntropy(tf.transpose(logits));
      save([queries, passages, tf.mul(tf.add(forward.gradient, tf.transpose(backward.gradient)), 0.5)]);
      return tf.mul(tf.add(forward.value, backward.value), 0.5);
    },
    (dy, [q, p, gradient]) => {
      const scaled = tf.mul(gradient!, tf.mul(dy, inverse));
      return [matMul(scaled, p!), matMul(scaled, q!, { transposeA: true })];
    },
  );
}

/** Mean cross entropy of each row's softmax with the diagonal as target, and its gradient by the logits. */
function targetCrossEntropy(logits: tf.Tensor): { value: tf.Tensor; gradient: tf.Tensor } {
  const pairs = logits.shape[0];
  const target = tf.eye(pairs);
  const log = tf.logSoftmax(logits);
  return {
    value: tf.div(tf.neg(tf.sum(tf.mul(log, target))), pairs),
    gradient: tf.div(tf.sub(tf.exp(log), target), pairs),
  };
}
