import * as tf from '@tensorflow/tfjs-core';
import { infoNceLogSumsOnGpu, infoNceOnGpu } from '../kernels/infoNce';
import { once, withGradient } from '../ops/customGradient';
import { matMul } from '../ops/matMul';

/** Added to the logit of an excluded passage: its probability and gradient become exactly 0. */
const EXCLUDED = -1e9;

export interface ContrastiveLoss {
  /** Positive; scores are divided by it. */
  temperature: number;
  /** `one-way`: from query to passage; `symmetric`: the mean of both directions. */
  direction: 'one-way' | 'symmetric';
  /** Taken off the score of a query with its own passage (Yang et al. 2019, additive margin); default 0. */
  margin?: number;
}

/**
 * InfoNCE over in-batch negatives (van den Oord et al. 2018): the mean over queries i of the cross entropy of
 * softmax over j of (q_i . p_j - margin [i = j]) / temperature with the target i. Back from passage to query, the first
 * Q passages are asked and the queries offered; hard negatives have no query of their own.
 * @param queries [Q, D]
 * @param passages [P, D], P >= Q: row i relevant to query i, and hard negatives behind
 * @param mask Q x P, 1 where passage j must not be a negative of query i; 0 where j = i
 * @param logScale a scalar, to learn the temperature: stands for log(1 / temperature), and gets the gradient by it; its
 *   value isn't read
 * @returns a scalar
 */
export function infoNce(
  queries: tf.Tensor,
  passages: tf.Tensor,
  mask: Uint8Array,
  { temperature, direction, margin = 0 }: ContrastiveLoss,
  logScale?: tf.Tensor,
): tf.Tensor {
  const [asked, offered] = [queries.shape[0], passages.shape[0]];
  const settings = { inverse: 1 / temperature, symmetric: direction === 'symmetric', margin };
  const plain = asked === offered && margin === 0;
  const lossOf = plain && tf.getBackend() === 'webgpu' ? plainLossOnGpu : composedLoss;
  return withGradient(
    logScale ? [queries, passages, logScale] : [queries, passages],
    (save) => {
      const similarities = matMul(queries, passages, { transposeB: true });
      const { value, gradient } = lossOf(similarities, mask, settings);
      save([queries, passages, gradient, ...(logScale ? [similarities] : [])]);
      return value;
    },
    (dy, [q, p, gradient, similarities]) => {
      const slope = once(() => tf.mul(gradient!, dy));
      return [
        () => matMul(slope(), p!),
        () => matMul(slope(), q!, { transposeA: true }),
        // A logit is (similarity - margin) times the scale, and so is its gradient by the scale's logarithm.
        () => tf.sum(tf.mul(slope(), margin === 0 ? similarities! : withMargin(similarities!, margin))),
      ];
    },
  );
}

interface Settings {
  /** 1 / temperature. */
  inverse: number;
  symmetric: boolean;
  margin: number;
}

/** The loss and its gradient by the similarities [Q, P]. */
interface Loss {
  value: tf.Tensor;
  gradient: tf.Tensor;
}

/** Of a square matrix without a margin. */
function plainLossOnGpu(similarities: tf.Tensor, mask: Uint8Array, { inverse, symmetric }: Settings): Loss {
  const pairs = similarities.shape[0];
  const excluded = tf.tensor1d(Int32Array.from(mask), 'int32');
  const directions = symmetric ? 2 : 1;
  const lines = directions * pairs;
  const [logSums] = infoNceLogSumsOnGpu({ similarities, excluded }, [[lines]], { pairs, inverse }, lines);
  const [gradient, shares] = infoNceOnGpu(
    { similarities, excluded, logSums: logSums! },
    [similarities.shape, [pairs]],
    { pairs, inverse, directions },
    pairs,
  );
  return { value: tf.sum(shares!), gradient: gradient! };
}

function composedLoss(
  similarities: tf.Tensor,
  mask: Uint8Array,
  { inverse, symmetric, margin }: Settings,
): Loss {
  const [asked, offered] = similarities.shape as [number, number];
  const excluded = tf.tensor2d(
    Float32Array.from(mask, (bit) => bit * EXCLUDED),
    [asked, offered],
  );
  const scores = margin === 0 ? similarities : withMargin(similarities, margin);
  const logits = tf.add(tf.mul(scores, inverse), excluded);
  const { value, gradient } = targetCrossEntropy(logits);
  if (!symmetric) return { value, gradient: tf.mul(gradient, inverse) };
  const square = asked === offered ? logits : tf.slice(logits, [0, 0], [asked, asked]);
  const backward = targetCrossEntropy(tf.transpose(square));
  const back = tf.transpose(backward.gradient);
  const widened = asked === offered ? back : tf.concat([back, tf.zeros([asked, offered - asked])], 1);
  return {
    value: tf.mul(tf.add(value, backward.value), 0.5),
    gradient: tf.mul(tf.add(gradient, widened), 0.5 * inverse),
  };
}

/** The margin taken off the scores of queries with their own passages: [Q, P]. */
function withMargin(similarities: tf.Tensor, margin: number): tf.Tensor {
  const [asked, offered] = similarities.shape as [number, number];
  return tf.sub(similarities, tf.mul(tf.eye(asked, offered), margin));
}

/** Mean cross entropy of each row's softmax with the diagonal as target, and its gradient by the logits. */
function targetCrossEntropy(logits: tf.Tensor): Loss {
  const [asked, offered] = logits.shape as [number, number];
  const target = tf.eye(asked, offered);
  const log = tf.logSoftmax(logits);
  return {
    value: tf.div(tf.neg(tf.sum(tf.mul(log, target))), asked),
    gradient: tf.div(tf.sub(tf.exp(log), target), asked),
  };
}
