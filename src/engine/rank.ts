import * as tf from '@tensorflow/tfjs-core';
import { createRankCounter, findRuns } from '../core/rankCount';
import type { RankRequest, RankTable } from '../core/rankTable';
import { createGpuRankCounter } from './gpuRankCounter';
import type { ScoreCounter } from './gpuRankCounter';
import { hostView, simdKernels } from './kernels/kernel';
import { rankCounts } from './kernels/rankCounts';
import { matMul } from './ops/matMul';
import { rankInParts } from './rankInParts';
import { nextTask, throwIfCancelled } from './generators';
import type { Progress } from './generators';

export interface RankLimits {
  /** Queries scored at once at most: a block against 13,014 candidates is 27 MB. */
  queries: number;
  /** Bytes of a block of scores at most. */
  scores: number;
  /** Bytes of passage embeddings that may lie on the backend at once. */
  passages: number;
}

/** What `rankAll` keeps to if nothing else is asked for. */
export const RANK_LIMITS: RankLimits = { queries: 512, scores: 2 ** 26, passages: 2 ** 28 };

/**
 * Ranks all candidates for all queries of a request by dot product: yields how many queries are done and returns the
 * counts from which every metric follows. Beside the embeddings, memory grows with queries and candidates alone, not with
 * their product: the larger the pool, the fewer queries are scored at once, and what of it is on the backend at once is
 * limited.
 * @param queryEmbeddings rows x dimensions, row r for row r of the request
 * @param passageEmbeddings candidates x dimensions, row n for candidate n of the request
 * @throws IsoglotError `cancelled` when `signal` is aborted, `not-finite` if a score is not a number
 */
export async function* rankAll(
  queryEmbeddings: Float32Array,
  passageEmbeddings: Float32Array,
  dimensions: number,
  request: RankRequest,
  signal?: AbortSignal,
  limits = RANK_LIMITS,
): AsyncGenerator<Progress, RankTable> {
  const total = request.queries.length;
  const candidates = request.candidatePassage.length;
  const most = Math.max(1, Math.min(limits.queries, Math.floor(limits.scores / (4 * candidates))));
  if (passageEmbeddings.byteLength > limits.passages) {
    const perPart = Math.max(1, Math.floor(limits.passages / (4 * dimensions)));
    return yield* rankInParts(
      queryEmbeddings,
      passageEmbeddings,
      dimensions,
      request,
      { most, perPart },
      signal,
    );
  }
  const counter =
    tf.getBackend() === 'webgpu' ? createGpuRankCounter(request) : createHostRankCounter(request);
  const passages = tf.tensor2d(passageEmbeddings, [candidates, dimensions]);
  try {
    for (let first = 0; first < total; first += most) {
      throwIfCancelled(signal);
      const rows = Math.min(most, total - first);
      const block = queryEmbeddings.subarray(first * dimensions, (first + rows) * dimensions);
      const scores = tf.tidy(() =>
        matMul(tf.tensor2d(block, [rows, dimensions]), passages, { transposeB: true }),
      );
      try {
        await counter.add(first, scores);
      } finally {
        scores.dispose();
      }
      yield { done: first + rows, total };
      await nextTask();
    }
  } finally {
    passages.dispose();
  }
  return counter.table();
}

/** Reads the scores where they lie in memory; on wasm they are compared four at a time before. */
export function createHostRankCounter(request: RankRequest): ScoreCounter {
  const { candidateLanguage, offsets, relevant } = request;
  const counter = createRankCounter(request);
  const simd = simdKernels() !== null;
  const runs = findRuns(candidateLanguage).flatMap(({ language, from, to }) => [language, from, to]);
  const countsOf = (firstRow: number, scores: tf.Tensor): tf.Tensor => {
    const rows = scores.shape[0];
    const own = relevant.slice(offsets[firstRow], offsets[firstRow + rows]);
    const rowOf = Array.from({ length: rows }, (_, row) =>
      new Array<number>(offsets[firstRow + row + 1]! - offsets[firstRow + row]!).fill(row),
    ).flat();
    const attributes = { candidates: candidateLanguage.length, languages: request.languages.length };
    const inputs = {
      scores,
      relevant: tf.tensor1d(own, 'int32'),
      rowOf: tf.tensor1d(rowOf, 'int32'),
      runs: tf.tensor1d(runs, 'int32'),
    };
    return rankCounts(inputs, [own.length, attributes.languages, 2], attributes);
  };
  return {
    add: async (firstRow, scores) => {
      const counts = simd ? tf.tidy(() => countsOf(firstRow, scores)) : null;
      try {
        const own = await counts?.data<'float32'>();
        counter.add(firstRow, scores.shape[0], hostView(scores) as Float32Array, own);
      } finally {
        counts?.dispose();
      }
    },
    table: () => counter.table(),
  };
}
