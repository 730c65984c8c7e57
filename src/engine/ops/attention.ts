import * as tf from '@tensorflow/tfjs-core';
import type { TokenGroup } from '../collate';
import { attentionProbabilitiesOnGpu, attentionSlopesOnGpu } from '../kernels/gpuAttention';
import { attentionContextOnGpu, attentionGradientOnGpu } from '../kernels/gpuAttentionContext';
import { attentionContext, attentionGradient, attentionProbabilities } from '../kernels/hostAttention';
import { takePart } from '../kernels/takePart';
import { BLOCK_ROWS, textBlocks } from '../kernels/textBlocks';
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
  if (tf.getBackend() === 'webgpu') return attendOnGpu(tf.stack([q, k, v]), groups, heads);
  return attendOnHost(q, k, v, groups, heads);
}

/**
 * All texts and heads at once, in four programs forward and backward, whatever the lengths.
 * @param qkv [3, N, H], the queries, keys and values
 */
export function attendOnGpu(qkv: tf.Tensor, groups: readonly TokenGroup[], heads: number): tf.Tensor {
  const [, rows, columns] = qkv.shape as [number, number, number];
  const width = columns / heads;
  const { blocks, count, pairs } = textBlocks(groups);
  const attributes = { count, size: rows * columns, columns, width, heads, scale: 1 / Math.sqrt(width) };
  const pairThreads = count * heads * BLOCK_ROWS;
  const productThreads = count * heads * Math.ceil(width / 4);
  return withGradient(
    [qkv],
    (save) => {
      const shape = [heads * pairs];
      const [p] = attentionProbabilitiesOnGpu({ qkv, blocks }, [shape], attributes, pairThreads);
      save([qkv, p!]);
      const inputs = { qkv, p: p!, blocks };
      return attentionContextOnGpu(inputs, [[rows, columns]], attributes, productThreads)[0]!;
    },
    (dy, [given, p]) => {
      // Those of the forward pass are gone.
      const inputs = { qkv: given!, p: p!, dy, blocks: textBlocks(groups).blocks };
      const [slopes] = attentionSlopesOnGpu(inputs, [p!.shape], attributes, pairThreads);
      return attentionGradientOnGpu(
        { ...inputs, slopes: slopes! },
        [given!.shape],
        attributes,
        3 * productThreads,
      );
    },
  );
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
