import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRankCounter } from '../core/rankCount';
import type { RankRequest, RankTable } from '../core/rankTable';
import { deviceErrors } from './gpuDevice';
import { createGpuRankCounter } from './gpuRankCounter';
import { createHostRankCounter } from './rank';
import { startTestBackend } from './testing/backends';

interface Case {
  request: RankRequest;
  scores: Float32Array;
}

/** Pools around the size of a workgroup, languages in any order of runs, any number of relevants, many ties. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    sizes: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 5 }),
    rows: fc.integer({ min: 1, max: 4 }),
    topK: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat(1000),
  })
  .chain(({ sizes, rows, topK, seed }) => {
    const languageOf = sizes.flatMap(([language, size]) => new Array<number>(size).fill(language));
    const n = languageOf.length;
    return fc
      .record({
        relevant: fc.array(fc.subarray([...languageOf.keys()]), { minLength: rows, maxLength: rows }),
        scores: fc.array(
          seed % 2 ? fc.constantFrom(-1, -0, 0, 0.5, 1) : fc.float({ min: -1, max: 1, noNaN: true }),
          { minLength: rows * n, maxLength: rows * n },
        ),
      })
      .map(({ relevant, scores }) => ({
        request: {
          languages: ['a', 'b', 'c', 'without candidates'],
          candidateLanguage: Int32Array.from(languageOf),
          candidatePassage: Int32Array.from(languageOf.keys()),
          queries: Int32Array.from({ length: rows }, (_, row) => row),
          queryLanguage: new Int32Array(rows),
          offsets: Int32Array.from([
            0,
            ...relevant.map((_, row) => relevant.slice(0, row + 1).flat().length),
          ]),
          relevant: Int32Array.from(relevant.flat()),
          topK,
        },
        // Numbers too small to be normal are 0 to some GPUs.
        scores: Float32Array.from(scores, (score) => (Math.abs(score) < 1e-30 ? 0 : score)),
      }));
  });

/** As two blocks. */
async function countOn({ request, scores }: Case): Promise<RankTable> {
  const counter =
    tf.getBackend() === 'webgpu' ? createGpuRankCounter(request) : createHostRankCounter(request);
  const width = request.candidateLanguage.length;
  const rows = request.queries.length;
  for (const [from, to] of [
    [0, 1],
    [1, rows],
  ] as const) {
    if (from === to) continue;
    const block = tf.tensor2d(scores.slice(from * width, to * width), [to - from, width]);
    try {
      await counter.add(from, block);
    } finally {
      block.dispose();
    }
  }
  return counter.table();
}

describe.each([
  ['wasm', undefined],
  ['webgpu', 'barrier-free'],
  ['webgpu', 'tiled'],
] as const)('counting ranks on %s %s', (backend, variant) => {
  it('gives the very table of createRankCounter', async () => {
    await startTestBackend(backend, { variant });
    const tensors = tf.memory().numTensors;
    await fc.assert(
      fc.asyncProperty(cases, async (example) => {
        const counter = createRankCounter(example.request);
        counter.add(0, example.request.queries.length, example.scores);
        expect(await countOn(example)).toEqual(counter.table());
      }),
      { numRuns: variant === 'tiled' ? 25 : 60 },
    );
    expect(tf.memory().numTensors).toBe(tensors);
    expect(deviceErrors()).toEqual([]);
  });

  it('refuses a score that is not a number and names the first', async () => {
    await startTestBackend(backend, { variant });
    const [example] = fc.sample(cases, { numRuns: 1, seed: 5 });
    const width = example!.request.candidateLanguage.length;
    example!.scores[width - 1] = NaN;
    await expect(countOn(example!)).rejects.toMatchObject({
      code: 'not-finite',
      what: `The score of query 0 and candidate ${width - 1} is not a number.`,
    });
  });
});
