/**
 * `npm run bench -- million [candidates queries]`: time and memory of ranking a pool of a million on wasm, whose
 * embeddings (1.5 GB) go to the backend part by part. Beside them, ranking promises to hold one part of the passages and
 * a block of scores, the latter no more than three times: whole, and the share of one part on the backend and read back.
 */
import { allocatedBytes, peakBytes } from '../src/engine/memory';
import { RANK_LIMITS, rankAll } from '../src/engine/rank';
import { startTestBackend } from '../src/engine/testing/backends';
import { DIMENSIONS, requestOf, vectors } from './support/ranking';
import { megabytes, printTable } from './support/table';
import { timed } from './support/timed';

const [candidates, queries] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 200)];
await startTestBackend('wasm');
const request = requestOf(queries, candidates);
const [queryVectors, passageVectors] = [vectors(queries, 2), vectors(candidates, 3)];
const resident = process.memoryUsage.rss();
let tensors = 0;
const { seconds, processor } = await timed(async () => {
  tensors = await peakBytes(async () => {
    const run = rankAll(queryVectors, passageVectors, DIMENSIONS, request);
    while (!(await run.next()).done);
  });
});
const KILOBYTE = 1024;
printTable(`Ranking ${candidates} candidates for ${queries} queries, ${DIMENSIONS} wide, wasm`, [
  {
    s: seconds.toFixed(1),
    'processor s': processor.toFixed(1),
    'MB of embeddings': megabytes(passageVectors.byteLength + queryVectors.byteLength),
    'MB before': megabytes(resident),
    'MB at the peak': megabytes(process.resourceUsage().maxRSS * KILOBYTE),
    'MB more': megabytes(process.resourceUsage().maxRSS * KILOBYTE - resident),
    'MB more promised': megabytes(RANK_LIMITS.passages + 3 * RANK_LIMITS.scores),
    'MB of tensors at the peak': megabytes(tensors),
    'MB of the wasm heap': megabytes(allocatedBytes()),
  },
]);
process.exit(0);
