import * as tf from '@tensorflow/tfjs-core';
import { infoNceLogSumsOnGpu, infoNceOnGpu } from './kernels/infoNce';
import { once, withGradient } from './ops/customGradient';
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
  const inverse = 1 / temperature;
  const lossOf = tf.getBackend() === 'webgpu' ? lossOnGpu : lossOnHost;
  return withGradient(
    [queries, passages],
    (save) => {
      const similarities = matMul(queries, passages, { transposeB: true });
      const { value, gradient } = lossOf(similarities, mask, {
        pairs,
        inverse,
        symmetric: loss === 'symmetric',
      });
      save([queries, passages, gradient]);
      return value;
    },
    (dy, [q, p, gradient]) => {
      const slope = once(() => tf.mul(gradient!, dy));
      return [() => matMul(slope(), p!), () => matMul(slope(), q!, { transposeA: true })];
    },
  );
}

interface Settings {
  pairs: number;
  /** 1 / temperature. */
  inverse: number;
  symmetric: boolean;
}

/** The loss and its gradient by the similarities [B, B]. */
interface Loss {
  value: tf.Tensor;
  gradient: tf.Tensor;
}

function lossOnGpu(similarities: tf.Tensor, mask: Uint8Array, { pairs, inverse, symmetric }: Settings): Loss {
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

function lossOnHost(
  similarities: tf.Tensor,
  mask: Uint8Array,
  { pairs, inverse, symmetric }: Settings,
): Loss {
  const excluded = tf.tensor2d(
    Float32Array.from(mask, (bit) => bit * EXCLUDED),
    [pairs, pairs],
  );
  const logits = tf.add(tf.mul(similarities, inverse), excluded);
  const { value, gradient } = targetCrossEntropy(logits);
  if (!symmetric) return { value, gradient: tf.mul(gradient, inverse) };
  const backward = targetCrossEntropy(tf.transpose(logits));
  return {
    value: tf.mul(tf.add(value, backward.value), 0.5),
    gradient: tf.mul(tf.add(gradient, tf.transpose(backward.gradient)), 0.5 * inverse),
  };
}

/** Mean cross entropy of each row's softmax with the diagonal as target, and its gradient by the logits. */
function targetCrossEntropy(logits: tf.Tensor): Loss {
  const pairs = logits.shape[0];
  const target = tf.eye(pairs);
  const log = tf.logSoftmax(logits);
  return {
    value: tf.div(tf.neg(tf.sum(tf.mul(log, target))), pairs),
    gradient: tf.div(tf.sub(tf.exp(log), target), pairs),
  };
}
