import * as tf from '@tensorflow/tfjs-core';
import { createRankCounter } from '../core/rankCount';
import type { RankRequest, RankTable } from '../core/rankTable';
import { createGpuRankCounter } from './gpuRankCounter';
import type { ScoreCounter } from './gpuRankCounter';
import { nextTask, throwIfCancelled } from './generators';
import type { Progress } from './generators';

/** Queries scored at once: a block against 13,014 candidates is 27 MB. */
const BLOCK = 512;

/**
 * Ranks all candidates for all queries of a request by dot product: yields how many queries are done and returns the
 * counts from which every metric follows.
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
): AsyncGenerator<Progress, RankTable> {
  const total = request.queries.length;
  const counter = tf.getBackend() === 'webgpu' ? createGpuRankCounter(request) : hostCounter(request);
  const passages = tf.tidy(() =>
    tf.transpose(tf.tensor2d(passageEmbeddings, [request.candidatePassage.length, dimensions])),
  );
  try {
    for (let first = 0; first < total; first += BLOCK) {
      throwIfCancelled(signal);
      const rows = Math.min(BLOCK, total - first);
      const block = queryEmbeddings.subarray(first * dimensions, (first + rows) * dimensions);
      const scores = tf.tidy(() => tf.matMul(tf.tensor2d(block, [rows, dimensions]), passages));
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

/** Reads the scores and counts them here: on cpu and wasm they lie in memory anyway. */
function hostCounter(request: RankRequest): ScoreCounter {
  const counter = createRankCounter(request);
  return {
    add: async (firstRow, scores) => counter.add(firstRow, scores.shape[0], await scores.data<'float32'>()),
    table: () => counter.table(),
  };
}
