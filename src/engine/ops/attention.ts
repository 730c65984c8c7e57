import * as tf from '@tensorflow/tfjs-core';
import type { TokenGroup } from '../collate';
import { splitHeads } from '../kernels/heads';
import { attentionContext, attentionGradient, attentionProbabilities } from '../kernels/hostAttention';
import { takePart } from '../kernels/takePart';
import { attentionSoftmax, attentionSoftmaxGradient } from '../kernels/softmax';
import { withGradient } from './customGradient';

/**
 * Multi-head attention of each text to its own tokens: softmax(Q K^T / sqrt(d)) V, padding masked.
 * @param q, k, v [N, H], token rows as `groups` lays them out; H = heads * d
 * @returns [N, H]; rows of padding are 0
 */
export function attention(
  q: tf.Tensor,
  k: tf.Tensor,
  v: tf.Tensor,
  groups: readonly TokenGroup[],
  heads: number,
): tf.Tensor {
  const attend = tf.getBackend() === 'webgpu' ? attendOnGpu : attendOnHost;
  return attend(q, k, v, groups, heads);
}

/** Text by text: on wasm products of batches of matrices miss the fast path, and here nothing is padded. */
function attendOnHost(
  q: tf.Tensor,
  k: tf.Tensor,
  v: tf.Tensor,
  groups: readonly TokenGroup[],
  heads: number,
): tf.Tensor {
  const [rows, columns] = q.shape as [number, number];
  const attributes = { heads, width: columns / heads };
  const firsts = groups.flatMap(({ first, texts, time }) =>
    Array.from({ length: texts }, (_, text) => first + text * time),
  );
  const lengths = groups.flatMap((group) => [...group.lengths]);
  const texts = () => ({ firsts: tf.tensor1d(firsts, 'int32'), lengths: tf.tensor1d(lengths, 'int32') });
  const pairs = lengths.reduce((sum, length) => sum + heads * length * length, 0);
  return withGradient(
    [q, k, v],
    (save) => {
      const p = attentionProbabilities({ q, k, ...texts() }, [pairs], attributes);
      save([q, k, v, p]);
      return attentionContext({ p, v, ...texts() }, [rows, columns], attributes);
    },
    (dy, [q0, k0, v0, p]) => {
      const inputs = { q: q0!, k: k0!, v: v0!, p: p!, dy, ...texts() };
      const longest = Math.max(0, ...lengths);
      const gradients = attentionGradient(inputs, [3, rows, columns], { ...attributes, longest });
      return [0, 1, 2].map((part) => takePart({ x: gradients }, q.shape, { part }));
    },
  );
}

/** Group by group: as few dispatches as possible. */
function attendOnGpu(
  q: tf.Tensor,
  k: tf.Tensor,
  v: tf.Tensor,
  groups: readonly TokenGroup[],
  heads: number,
): tf.Tensor {
  const scale = 1 / Math.sqrt(q.shape[1]! / heads);
  return withGradient(
    [q, k, v],
    (save) => {
      const probabilities: tf.Tensor[] = [];
      const contexts = groups.map((group) => {
        const [queries, keys, values] = [q, k, v].map((x) => headsOf(x, group, heads));
        const lengths = tf.tensor1d(group.lengths, 'int32');
        const scores = tf.matMul(queries!, keys!, false, true);
        const rows = group.texts * heads * group.time;
        const attributes = { time: group.time, heads, scale };
        const p = attentionSoftmax({ scores, lengths }, scores.shape, attributes, rows);
        probabilities.push(p);
        return mergeHeads(tf.matMul(p, values!));
      });
      save([q, k, v, ...probabilities]);
      return concatRows(contexts);
    },
    (dy, [q0, k0, v0, ...probabilities]) => {
      const gradients = groups.map((group, g) => {
        const [queries, keys, values, dContext] = [q0!, k0!, v0!, dy].map((x) => headsOf(x, group, heads));
        const p = probabilities[g]!;
        const dp = tf.matMul(dContext!, values!, false, true);
        const rows = group.texts * heads * group.time;
        const dScores = attentionSoftmaxGradient({ p, dp }, p.shape, { time: group.time, scale }, rows);
        return [
          mergeHeads(tf.matMul(dScores, keys!)),
          mergeHeads(tf.matMul(dScores, queries!, true, false)),
          mergeHeads(tf.matMul(p, dContext!, true, false)),
        ];
      });
      return [0, 1, 2].map((input) => concatRows(gradients.map((gradient) => gradient[input]!)));
    },
  );
}

function headsOf(x: tf.Tensor, { first, texts, time }: TokenGroup, heads: number): tf.Tensor {
  const width = x.shape[1]! / heads;
  return splitHeads({ x }, [texts, heads, time, width], { first, time, heads, width });
}

/** [texts, heads, time, d] -> [texts * time, heads * d]. */
function mergeHeads(x: tf.Tensor): tf.Tensor {
  const [texts, heads, time, width] = x.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [texts * time, heads * width]);
}

function concatRows(parts: tf.Tensor[]): tf.Tensor {
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
}
