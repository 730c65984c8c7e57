import * as tf from '@tensorflow/tfjs-core';
import type { RankRequest } from '../../src/core/rankTable';
import { createRng } from '../../src/core/rng';
import { matMul } from '../../src/engine/ops/matMul';

export const DIMENSIONS = 384;
export const LANGUAGES = 11;
export const TOP_K = 100;
/** Queries multiplied at once, as in `engine/rank.ts`. */
const BLOCK = 512;
/** Queries and candidates of XQuAD-R. */
export const XQUAD_R = [13_090, 13_014] as const;

/** Unit vectors without a meaning, made one by one in the memory that they stay in: there may be gigabytes of them. */
export function vectors(count: number, seed: number): Float32Array {
  const rng = createRng(seed);
  const values = new Float32Array(count * DIMENSIONS);
  for (let start = 0; start < values.length; start += DIMENSIONS) {
    const end = start + DIMENSIONS;
    let squares = 0;
    for (let i = start; i < end; i++) squares += (values[i] = rng.float() - 0.5) ** 2;
    const norm = Math.sqrt(squares);
    for (let i = start; i < end; i++) values[i]! /= norm;
  }
  return values;
}

/** Languages of about one size, and one relevant passage in each for every query. */
export function requestOf(queries: number, candidates: number): RankRequest {
  const rng = createRng(1);
  const languageOf = (n: number): number => Math.floor((n * LANGUAGES) / candidates);
  const starts = Array.from({ length: LANGUAGES + 1 }, (_, l) => Math.ceil((l * candidates) / LANGUAGES));
  return {
    languages: Array.from({ length: LANGUAGES }, (_, l) => `l${l}`),
    candidateLanguage: Int32Array.from({ length: candidates }, (_, n) => languageOf(n)),
    candidatePassage: Int32Array.from({ length: candidates }, (_, n) => n),
    queries: Int32Array.from({ length: queries }, (_, row) => row),
    queryLanguage: Int32Array.from({ length: queries }, (_, row) => Math.floor((row * LANGUAGES) / queries)),
    offsets: Int32Array.from({ length: queries + 1 }, (_, row) => row * LANGUAGES),
    relevant: Int32Array.from({ length: queries * LANGUAGES }, (_, i) => {
      const language = i % LANGUAGES;
      return starts[language]! + rng.int(starts[language + 1]! - starts[language]!);
    }),
    topK: TOP_K,
  };
}

/**
 * The product in the same blocks, on a GPU until it is done: one number of each block is read.
 * @param by TensorFlow.js's product, which is faster with the transpose made before, or the one that ranking takes
 */
export async function multiplyAll(
  queries: Float32Array,
  passages: Float32Array,
  by: 'tensorflow.js' | 'ours' = 'tensorflow.js',
): Promise<void> {
  const [rows, candidates] = [queries.length / DIMENSIONS, passages.length / DIMENSIONS];
  const right = tf.tidy(() => {
    const given = tf.tensor2d(passages, [candidates, DIMENSIONS]);
    return by === 'ours' ? given : tf.transpose(given);
  });
  const product = (left: tf.Tensor2D) =>
    by === 'ours' ? matMul(left, right, { transposeB: true }) : tf.matMul(left, right);
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    const block = queries.subarray(first * DIMENSIONS, (first + count) * DIMENSIONS);
    const one = tf.tidy(() => tf.slice(product(tf.tensor2d(block, [count, DIMENSIONS])), [0, 0], [1, 1]));
    await one.data();
    one.dispose();
  }
  right.dispose();
}
