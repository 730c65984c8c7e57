/**
 * `ISOGLOT_PYTHON=... npm run bench -- evaluate [queries candidates]`: ranking and all metrics of all settings at the size
 * of XQuAD-R's multilingual pool on wasm, beside the bare matrix products, TensorFlow.js's and ours, and beside
 * sentence-transformers' InformationRetrievalEvaluator, of the multilingual setting and of all three, and pytrec_eval, which
 * know the first 100 alone; all on one thread of one core.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scorePerQuery } from '../src/core/metrics/perQuery';
import { scoreRankTable } from '../src/core/metrics/scoreRankTable';
import type { RankTable } from '../src/core/rankTable';
import { rankAll } from '../src/engine/rank';
import { startTestBackend } from '../src/engine/testing/backends';
import { pinThisProcess, runOnOneThread } from './support/pinned';
import { requirePython } from './support/python';
import { DIMENSIONS, LANGUAGES, multiplyAll, requestOf, TOP_K, vectors, XQUAD_R } from './support/ranking';
import { printTable } from './support/table';
import { timed } from './support/timed';

const REPEATS = 3;
const FOLDER = '.cache/bench/evaluate';
const [queries, candidates] = [Number(process.argv[2] ?? XQUAD_R[0]), Number(process.argv[3] ?? XQUAD_R[1])];
const python = requirePython('sentence_transformers', 'pytrec_eval');
const pinned = pinThisProcess();
await startTestBackend('wasm');
const request = requestOf(queries, candidates);
const [queryVectors, passageVectors] = [vectors(queries, 2), vectors(candidates, 3)];
const questions = Math.ceil(queries / LANGUAGES);
const labels = {
  domain: Array.from({ length: queries }, (_, row) => `domain ${(row % questions) % 12}`),
  group: Array.from({ length: queries }, (_, row) => `question ${row % questions}`),
};
const corpusQueries = labels.group.map((group, row) => ({ id: `q${row}`, group }));

async function ranked(): Promise<RankTable> {
  const run = rankAll(queryVectors, passageVectors, DIMENSIONS, request);
  for (;;) {
    const turn = await run.next();
    if (turn.done) return turn.value;
  }
}

interface Time {
  seconds: number;
  processor: number;
}
const best: Record<'product' | 'ownProduct' | 'ranking' | 'metrics' | 'perQuery' | 'whole', Time[]> = {
  product: [],
  ownProduct: [],
  ranking: [],
  metrics: [],
  perQuery: [],
  whole: [],
};
for (let repeat = 0; repeat < REPEATS; repeat++) {
  best.product.push(await timed(() => multiplyAll(queryVectors, passageVectors)));
  best.ownProduct.push(await timed(() => multiplyAll(queryVectors, passageVectors, 'ours')));
  let table: RankTable | undefined;
  const ranking = await timed(async () => (table = await ranked()));
  const metrics = await timed(() => Promise.resolve(scoreRankTable(table!, labels)));
  const perQuery = await timed(() => Promise.resolve(scorePerQuery(table!, corpusQueries)));
  best.ranking.push(ranking);
  best.metrics.push(metrics);
  best.perQuery.push(perQuery);
  best.whole.push({
    seconds: ranking.seconds + metrics.seconds,
    processor: ranking.processor + metrics.processor,
  });
}

mkdirSync(FOLDER, { recursive: true });
const task = {
  queries: join(FOLDER, 'queries.f32'),
  passages: join(FOLDER, 'passages.f32'),
  dimensions: DIMENSIONS,
  relevant: Array.from({ length: queries }, (_, row) =>
    Array.from(request.relevant.subarray(request.offsets[row], request.offsets[row + 1])),
  ),
  queryLanguage: Array.from(request.queryLanguage),
  candidateLanguage: Array.from(request.candidateLanguage),
};
writeFileSync(task.queries, queryVectors);
writeFileSync(task.passages, passageVectors);
writeFileSync(join(FOLDER, 'task.json'), JSON.stringify(task));
const answer = runOnOneThread(python, ['bench/support/retrieval_evaluator.py', join(FOLDER, 'task.json')]);
const theirs = JSON.parse(answer) as {
  version: string;
  evaluator: [number, number];
  settings: [number, number];
  pytrec: [number, number];
};

const least = (times: Time[]): Time => ({
  seconds: Math.min(...times.map(({ seconds }) => seconds)),
  processor: Math.min(...times.map(({ processor }) => processor)),
});
const [product, ownProduct] = [least(best.product), least(best.ownProduct)];
const row = (what: string, { seconds, processor }: Time) => ({
  what,
  s: seconds.toFixed(2),
  'processor s': processor.toFixed(2),
  "of TensorFlow.js's product": (seconds / product.seconds).toFixed(2),
  'the same, processor': (processor / product.processor).toFixed(2),
  'of our product': (seconds / ownProduct.seconds).toFixed(2),
  'that, processor': (processor / ownProduct.processor).toFixed(2),
});
const pair = ([seconds, processor]: [number, number]): Time => ({ seconds, processor });
printTable(
  `Evaluation, ${queries} x ${candidates} x ${DIMENSIONS}, first ${TOP_K} kept, wasm, one thread` +
    `${pinned ? ', one core' : ''}, the least of ${REPEATS}`,
  [
    row("TensorFlow.js's matrix product alone", product),
    row('our matrix product alone', ownProduct),
    row('ranking', least(best.ranking)),
    row('all metrics of all settings', least(best.metrics)),
    row('ranking and all metrics', least(best.whole)),
    row('scores query by query', least(best.perQuery)),
    row(`sentence-transformers ${theirs.version}, multilingual alone`, pair(theirs.evaluator)),
    row('the same, all settings', pair(theirs.settings)),
    row('its product, first 100 and pytrec_eval', pair(theirs.pytrec)),
  ],
);
process.exit(0);
