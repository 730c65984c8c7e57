import * as tf from '@tensorflow/tfjs-core';
import type { RankRequest } from '../../src/core/rankTable';
import { createRng } from '../../src/core/rng';

export const DIMENSIONS = 384;
export const LANGUAGES = 11;
export const TOP_K = 100;
/** Queries multiplied at once, as in `engine/rank.ts`. */
const BLOCK = 512;
/** Queries and candidates of XQuAD-R. */
export const XQUAD_R = [13_090, 13_014] as const;

/** Unit vectors without a meaning. */
export function vectors(count: number, seed: number): Float32Array {
  const rng = createRng(seed);
  const values = Float32Array.from({ length: count * DIMENSIONS }, () => rng.float() - 0.5);
  for (let start = 0; start < values.length; start += DIMENSIONS) {
    const vector = values.subarray(start, start + DIMENSIONS);
    const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    vector.forEach((value, i) => (vector[i] = value / norm));
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

/** The product in the same blocks, on a GPU until it is done: one number of each block is read. */
export async function multiplyAll(queries: Float32Array, passages: Float32Array): Promise<void> {
  const [rows, candidates] = [queries.length / DIMENSIONS, passages.length / DIMENSIONS];
  const right = tf.tidy(() => tf.transpose(tf.tensor2d(passages, [candidates, DIMENSIONS])));
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    const block = queries.subarray(first * DIMENSIONS, (first + count) * DIMENSIONS);
    const one = tf.tidy(() =>
      tf.slice(tf.matMul(tf.tensor2d(block, [count, DIMENSIONS]), right), [0, 0], [1, 1]),
    );
    await one.data();
    one.dispose();
  }
  right.dispose();
}
