import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/trec/expected.json';
import { createRankCounter } from '../rankCount';
import { buildRankRequest } from '../rankRequest';
import { parallelCorpus } from '../testing/parallelCorpus';
import { parseQrels, parseRun } from '../trec/parse';
import { scoreRankTable } from './scoreRankTable';

const read = (name: string) =>
  readFileSync(new URL(`../../../fixtures/metrics/trec/${name}`, import.meta.url), 'utf8');
const run = parseRun(read('run.txt'), 'run.txt');
const qrels = parseQrels(read('qrels.txt'), 'qrels.txt');

/** Places kept between what was retrieved and relevant documents that were not: beyond every cutoff. */
const GAP = 100;

/** Scores of one query's ranking, best first, by the judgments of its documents. */
function scoreOf(ranking: string[], judged: Map<string, number>) {
  const missing = [...judged.keys()].filter((document) => !ranking.includes(document));
  const pool = [...ranking, ...new Array<string>(GAP).fill(''), ...missing];
  const corpus = parallelCorpus({ languages: ['en'], questions: 1, passages: pool.length });
  const relevant = pool.flatMap((document, i) => ((judged.get(document) ?? 0) > 0 ? [i] : []));
  corpus.relevant = [relevant];
  corpus.grades = [relevant.map((i) => judged.get(pool[i]!)!)];
  const { request } = buildRankRequest(corpus, { languages: [], domains: [], topK: 10 });
  const counter = createRankCounter(request);
  counter.add(
    0,
    1,
    Float32Array.from(pool, (_, i) => -i),
  );
  const table = counter.table();
  return scoreRankTable(table, { domain: ['general'], group: ['q0'] });
}

it('agrees with pytrec_eval on graded judgments, query by query', () => {
  let graded = 0;
  for (const [query, values] of Object.entries(expected.per_query)) {
    const judged = qrels.get(query)!;
    const grades = [...judged.values()].filter((grade) => grade > 0);
    // trec_eval gives 0 to a query without a relevant document; an evaluation leaves it out and says so.
    if (grades.length === 0) continue;
    if (new Set(grades).size > 1) graded++;
    const ranking = [...run.get(query)!]
      .sort(([a, x], [b, y]) => Math.fround(y) - Math.fround(x) || (a < b ? 1 : -1))
      .map(([document]) => document);
    const { monolingual, multilingual } = scoreOf(ranking, judged);
    for (const cell of [monolingual.perLanguage['en']!, multilingual.perLanguage['en']!]) {
      expect(cell['ndcg@10']).toBeCloseTo(values.ndcg_cut_10, 6);
      expect(cell['precision@5']).toBeCloseTo(values.P_5, 6);
      expect(cell['recall@5']).toBeCloseTo(values.recall_5, 6);
      expect(cell['recall@10']).toBeCloseTo(values.recall_10, 6);
    }
  }
  expect(graded).toBeGreaterThan(5);
});

it('gains the grade itself in nDCG, by hand, and nothing for it in mAP', () => {
  // Ranks 1 and 3 have grade 2, rank 2 grade 1: nDCG = (2 + 1 / log2(3) + 2 / 2) / (2 + 2 / log2(3) + 1 / 2).
  const judged = new Map([
    ['a', 2],
    ['b', 1],
    ['c', 2],
  ]);
  const { monolingual } = scoreOf(['a', 'b', 'c'], judged);
  const third = Math.log2(3);
  expect(monolingual.perLanguage['en']!['ndcg@10']).toBeCloseTo((3 + 1 / third) / (2.5 + 2 / third), 12);
  expect(monolingual.map).toBe(1);
});
