import * as tf from '@tensorflow/tfjs-core';
import { scoreIsNaN } from '../core/rankCount';
import type { RankRequest, RankTable } from '../core/rankTable';
import { CHUNK, rankBestOnGpu, rankCountsOnGpu, rankHeadOnGpu } from './kernels/rank';

export interface ScoreCounter {
  /** Counts the scores [rows, candidates] of the rows from `firstRow` on. Throws IsoglotError `not-finite`. */
  add(firstRow: number, scores: tf.Tensor): Promise<void>;
  table(): RankTable;
}

/** `createRankCounter` on the GPU, for scores that lie there: only the counts are read back. */
export function createGpuRankCounter(request: RankRequest): ScoreCounter {
  const { relevant, offsets, topK } = request;
  const languages = request.languages.length;
  const candidates = request.candidateLanguage.length;
  const rows = request.queries.length;
  const higher = new Int32Array(relevant.length * languages);
  const tiedBefore = new Int32Array(relevant.length * languages);
  const top = new Int32Array(rows * topK);
  const topScores = new Float32Array(rows * topK);
  const best = new Int32Array(rows * languages);
  const { runs, runStarts } = runsByLanguage(request.candidateLanguage, languages);

  return {
    add: async (firstRow, scores) => {
      const count = scores.shape[0];
      const from = offsets[firstRow]!;
      const to = offsets[firstRow + count]!;
      const results = tf.tidy(() => {
        const pool = { runs: tf.tensor1d(runs, 'int32'), runStarts: tf.tensor1d(runStarts, 'int32') };
        const attributes = { candidates, languages };
        const cells = [count, languages];
        const chunks = chunksOf(offsets, firstRow, count);
        const inputs = {
          scores,
          ...pool,
          relevant: tf.tensor1d(relevant.slice(from, to), 'int32'),
          chunks: tf.tensor1d(chunks, 'int32'),
        };
        const counts = [to - from, languages];
        return [
          ...rankCountsOnGpu(inputs, [counts, counts], attributes, (chunks.length / 3) * languages),
          ...rankBestOnGpu({ scores, ...pool }, [cells, cells], attributes, count * languages),
          ...rankHeadOnGpu(
            { scores },
            [
              [count, topK],
              [count, topK],
            ],
            { candidates, count: topK },
            count,
          ),
        ];
      });
      const values = await Promise.all(results.map((result) => result.data()));
      tf.dispose(results);
      const [higherHere, tiedHere, bestHere, broken, topHere, scoresHere] = values;
      check(broken as Int32Array, firstRow, languages);
      higher.set(higherHere!, from * languages);
      tiedBefore.set(tiedHere!, from * languages);
      best.set(bestHere!, firstRow * languages);
      top.set(topHere!, firstRow * topK);
      topScores.set(scoresHere!, firstRow * topK);
    },
    table: () => ({ ...request, higher, tiedBefore, top, topScores, best }),
  };
}

/** Rows of the block, first relevant passages counted from that of the block, and how many: see `rankCountsOnGpu`. */
function chunksOf(offsets: Int32Array, firstRow: number, rows: number): number[] {
  const chunks: number[] = [];
  for (let row = 0; row < rows; row++) {
    const end = offsets[firstRow + row + 1]!;
    for (let at = offsets[firstRow + row]!; at < end; at += CHUNK)
      chunks.push(row, at - offsets[firstRow]!, Math.min(CHUNK, end - at));
  }
  return chunks;
}

/** Neighbouring candidates of one language as [from, to), language by language; see kernels/rank.ts. */
function runsByLanguage(languageOf: Int32Array, languages: number): { runs: number[]; runStarts: number[] } {
  const own: number[][] = Array.from({ length: languages }, () => []);
  languageOf.forEach((language, candidate) => {
    const runs = own[language]!;
    if (candidate > 0 && languageOf[candidate - 1] === language) runs[runs.length - 1] = candidate + 1;
    else runs.push(candidate, candidate + 1);
  });
  const runStarts = [0];
  for (const runs of own) runStarts.push(runStarts.at(-1)! + runs.length / 2);
  return { runs: own.flat(), runStarts };
}

/** Throws for the first candidate of the first row whose score is not a number, as core/rankCount.ts does. */
function check(broken: Int32Array, firstRow: number, languages: number): void {
  const at = broken.findIndex((candidate) => candidate >= 0);
  if (at < 0) return;
  const row = Math.floor(at / languages);
  const ofRow = broken.subarray(row * languages, (row + 1) * languages).filter((candidate) => candidate >= 0);
  throw scoreIsNaN(firstRow + row, Math.min(...ofRow));
}
