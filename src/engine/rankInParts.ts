import * as tf from '@tensorflow/tfjs-core';
import { createRankCounter } from '../core/rankCount';
import type { RankRequest, RankTable } from '../core/rankTable';
import type { Progress } from './generators';
import { nextTask, throwIfCancelled } from './generators';
import { matMul } from './ops/matMul';

/**
 * `rankAll` of a pool too large for the backend: passages go there part by part, for each block of queries anew, and the
 * scores of a block are counted on the processor.
 * @param size queries of a block, and passages of a part
 * @throws IsoglotError as `rankAll`
 */
export async function* rankInParts(
  queryEmbeddings: Float32Array,
  passageEmbeddings: Float32Array,
  dimensions: number,
  request: RankRequest,
  size: { most: number; perPart: number },
  signal?: AbortSignal,
): AsyncGenerator<Progress, RankTable> {
  const total = request.queries.length;
  const candidates = request.candidatePassage.length;
  const counter = createRankCounter(request);
  const scores = new Float32Array(Math.min(size.most, total) * candidates);
  for (let first = 0; first < total; first += size.most) {
    const rows = Math.min(size.most, total - first);
    const block = queryEmbeddings.subarray(first * dimensions, (first + rows) * dimensions);
    for (let from = 0; from < candidates; from += size.perPart) {
      throwIfCancelled(signal);
      const count = Math.min(size.perPart, candidates - from);
      const passages = passageEmbeddings.subarray(from * dimensions, (from + count) * dimensions);
      const product = tf.tidy(() =>
        matMul(tf.tensor2d(block, [rows, dimensions]), tf.tensor2d(passages, [count, dimensions]), {
          transposeB: true,
        }),
      );
      try {
        const part = await product.data<'float32'>();
        for (let row = 0; row < rows; row++) {
          scores.set(part.subarray(row * count, (row + 1) * count), row * candidates + from);
        }
      } finally {
        product.dispose();
      }
      await nextTask();
    }
    counter.add(first, rows, scores);
    yield { done: first + rows, total };
  }
  return counter.table();
}
