import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { RankRequest, RankTable } from '../core/rankTable';
import { rankAll } from './rank';
import { startTestBackend } from './testing/backends';
import { numbers } from './testing/outcomes';

const DIMENSIONS = 4;
const QUERIES = 700;
const PASSAGES = 30;

/** More queries than a block holds; passages 0 to 19 in the first language, the rest in the second. */
const request: RankRequest = {
  languages: ['de', 'en'],
  candidateLanguage: Int32Array.from({ length: PASSAGES }, (_, n) => (n < 20 ? 0 : 1)),
  candidatePassage: Int32Array.from({ length: PASSAGES }, (_, n) => n),
  queries: Int32Array.from({ length: QUERIES }, (_, row) => row),
  queryLanguage: new Int32Array(QUERIES),
  offsets: Int32Array.from({ length: QUERIES + 1 }, (_, row) => row),
  relevant: Int32Array.from({ length: QUERIES }, (_, row) => row % PASSAGES),
  topK: 3,
};

async function drained(run: ReturnType<typeof rankAll>): Promise<{ done: number[]; table: RankTable }> {
  const done: number[] = [];
  let next = await run.next();
  for (; !next.done; next = await run.next()) done.push(next.value.done);
  return { done, table: next.value };
}

describe('rankAll', () => {
  it.each([
    ['cpu', undefined],
    ['wasm', undefined],
    ['webgpu', 'barrier-free'],
  ] as const)('counts what scores higher than the relevant passage, on %s %s', async (backend, variant) => {
    await startTestBackend(backend, { variant });
    // Multiples of 1/8, so that products are exact and some scores tie.
    const eighths = (count: number, seed: number) => numbers(count, seed).map((x) => Math.round(8 * x) / 8);
    const queries = eighths(QUERIES * DIMENSIONS, 1);
    const passages = eighths(PASSAGES * DIMENSIONS, 2);
    const before = tf.memory().numTensors;
    const run = rankAll(queries, passages, DIMENSIONS, request);
    const done: number[] = [];
    let next = await run.next();
    for (; !next.done; next = await run.next()) done.push(next.value.done);
    expect(done).toEqual([512, 700]);
    const table: RankTable = next.value;
    expect(tf.memory().numTensors).toBe(before);

    const score = (row: number, n: number): number => {
      let sum = 0;
      for (let c = 0; c < DIMENSIONS; c++)
        sum += queries[row * DIMENSIONS + c]! * passages[n * DIMENSIONS + c]!;
      return sum;
    };
    for (let row = 0; row < QUERIES; row++) {
      const relevant = row % PASSAGES;
      for (const language of [0, 1]) {
        let higher = 0;
        let tied = 0;
        for (let n = 0; n < PASSAGES; n++) {
          if (request.candidateLanguage[n] !== language) continue;
          if (score(row, n) > score(row, relevant)) higher++;
          if (score(row, n) === score(row, relevant) && n < relevant) tied++;
        }
        expect(table.higher[row * 2 + language]).toBe(higher);
        expect(table.tiedBefore[row * 2 + language]).toBe(tied);
      }
    }
  });

  it.each(['cpu', 'wasm'] as const)(
    'ranks a large pool part by part in bounded memory, to the same counts, on %s',
    async (backend) => {
      await startTestBackend(backend);
      const eighths = (count: number, seed: number) => numbers(count, seed).map((x) => Math.round(8 * x) / 8);
      const vectors = [eighths(QUERIES * DIMENSIONS, 1), eighths(PASSAGES * DIMENSIONS, 2)] as const;
      const whole = await drained(rankAll(...vectors, DIMENSIONS, request));
      // 3 queries, and 7 passages of 4 dimensions, at a time.
      const limits = { queries: 512, scores: 3 * 4 * PASSAGES, passages: 7 * 4 * DIMENSIONS };
      const before = tf.memory();
      let parts: Awaited<ReturnType<typeof drained>> | undefined;
      const { peakBytes } = await tf.profile(async () => {
        parts = await drained(rankAll(...vectors, DIMENSIONS, request, undefined, limits));
        return tf.scalar(0);
      });
      expect(parts!.done.slice(0, 3)).toEqual([3, 6, 9]);
      expect(parts!.table).toEqual(whole.table);
      // Queries, passages and scores of 3 x 7: in bytes. The cpu backend copies all three to batches of one matrix.
      const most = 4 * (3 * DIMENSIONS + 7 * DIMENSIONS + 3 * 7) * (backend === 'cpu' ? 2 : 1);
      expect(peakBytes - before.numBytes).toBe(most);
    },
  );

  it.each([undefined, { queries: 4, scores: 2 ** 20, passages: 7 * 4 * 900 }])(
    'gives the same passages the same score wherever they stand, limits %o',
    async (limits) => {
      await startTestBackend('wasm');
      // More dimensions than the product adds up at once, and no whole tiles in either direction.
      const dimensions = 900;
      const passage = numbers(dimensions, 3);
      const passages = Float32Array.from(
        { length: PASSAGES * dimensions },
        (_, i) => passage[i % dimensions]!,
      );
      const run = rankAll(numbers(QUERIES * dimensions, 4), passages, dimensions, request, undefined, limits);
      const { table } = await drained(run);
      expect(table.higher.every((count) => count === 0)).toBe(true);
      const before = (place: number) => [Math.min(place, 20), Math.max(0, place - 20)];
      expect([...table.tiedBefore]).toEqual([...request.relevant].flatMap(before));
    },
  );

  it('stops when cancelled and leaves no tensor behind', async () => {
    await startTestBackend('wasm');
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const run = rankAll(
      new Float32Array(QUERIES * DIMENSIONS),
      new Float32Array(PASSAGES * DIMENSIONS),
      DIMENSIONS,
      request,
      controller.signal,
    );
    await run.next();
    controller.abort();
    await expect(run.next()).rejects.toMatchObject({ code: 'cancelled' });
    expect(tf.memory().numTensors).toBe(before);
  });
});
