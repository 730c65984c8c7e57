/**
 * `npm run bench -- rank [wasm,webgpu]`: ranking all candidates for all queries, beside its matrix product alone. At the
 * size of XQuAD-R on wasm and on a real GPU, smaller on an emulated one.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { RankRequest } from '../src/core/rankTable';
import { createRng } from '../src/core/rng';
import { gpuVariant } from '../src/engine/gpuDevice';
import { rankAll } from '../src/engine/rank';
import { startTestBackend } from '../src/engine/testing/backends';
import { printTable } from './support/table';
import { timed } from './support/timed';

const DIMENSIONS = 384;
const LANGUAGES = 11;
const TOP_K = 100;
const BLOCK = 512;
const SIZES = { full: [13_090, 13_014], small: [512, 1_301] } as const;
const REPEATS = 3;

/** Unit vectors without a meaning. */
function vectors(count: number, seed: number): Float32Array {
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
function requestOf(queries: number, candidates: number): RankRequest {
  const rng = createRng(1);
  const languageOf = (n: number): number => Math.floor((n * LANGUAGES) / candidates);
  const starts = Array.from({ length: LANGUAGES + 1 }, (_, l) => Math.ceil((l * candidates) / LANGUAGES));
  return {
    languages: Array.from({ length: LANGUAGES }, (_, l) => `l${l}`),
    candidateLanguage: Int32Array.from({ length: candidates }, (_, n) => languageOf(n)),
    candidatePassage: Int32Array.from({ length: candidates }, (_, n) => n),
    queries: Int32Array.from({ length: queries }, (_, row) => row),
    queryLanguage: new Int32Array(queries),
    offsets: Int32Array.from({ length: queries + 1 }, (_, row) => row * LANGUAGES),
    relevant: Int32Array.from({ length: queries * LANGUAGES }, (_, i) => {
      const language = i % LANGUAGES;
      return starts[language]! + rng.int(starts[language + 1]! - starts[language]!);
    }),
    topK: TOP_K,
  };
}

/** The product in the same blocks, on a GPU until it is done: one number of each block is read. */
async function multiplyAll(queries: Float32Array, passages: Float32Array): Promise<void> {
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

/** The fastest of several runs, by the clock and by processor time: a busy machine disturbs the latter less. */
async function bestOf(work: () => Promise<unknown>): Promise<{ seconds: number; processor: number }> {
  const best = { seconds: Infinity, processor: Infinity };
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const { seconds, processor } = await timed(work);
    best.seconds = Math.min(best.seconds, seconds);
    best.processor = Math.min(best.processor, processor);
  }
  return best;
}

const rows = [];
for (const backend of (process.argv[2]?.split(',') ?? ['wasm', 'webgpu']) as ('wasm' | 'webgpu')[]) {
  const { adapter } = await startTestBackend(backend);
  const emulated = backend === 'webgpu' && gpuVariant() === 'barrier-free';
  const [queries, candidates] = emulated ? SIZES.small : SIZES.full;
  const request = requestOf(queries, candidates);
  const [queryVectors, passageVectors] = [vectors(queries, 2), vectors(candidates, 3)];
  const rank = async (): Promise<void> => {
    const run = rankAll(queryVectors, passageVectors, DIMENSIONS, request);
    while (!(await run.next()).done);
  };
  const product = await bestOf(() => multiplyAll(queryVectors, passageVectors));
  const whole = await bestOf(rank);
  rows.push({
    backend,
    adapter: adapter ?? '',
    'queries x candidates': `${queries} x ${candidates}`,
    'product s': product.seconds.toFixed(2),
    'ranking s': whole.seconds.toFixed(2),
    'product, processor s': product.processor.toFixed(2),
    'ranking, processor s': whole.processor.toFixed(2),
    'ranking / product': (whole.seconds / product.seconds).toFixed(2),
    'the same, processor': (whole.processor / product.processor).toFixed(2),
  });
}
printTable(`Ranking, ${DIMENSIONS} wide, ${LANGUAGES} relevant passages a query, first ${TOP_K} kept`, rows);
process.exit(0);
