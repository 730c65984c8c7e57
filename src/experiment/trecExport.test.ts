import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRun } from '../core/trec/parse';
import { buildRankRequest } from '../core/rankRequest';
import { createRankCounter } from '../core/rankCount';
import { parallelCorpus } from '../core/testing/parallelCorpus';
import { qrelsLines, runLines } from './trecExport';

const PASSAGES = 12;
const corpus = parallelCorpus({ languages: ['en'], questions: 1, passages: PASSAGES });

/** The exported run of one query whose candidates have these scores. */
function exported(scores: number[]) {
  const { request } = buildRankRequest(corpus, { languages: [], domains: [], topK: PASSAGES });
  const counter = createRankCounter(request);
  counter.add(0, 1, Float32Array.from(scores));
  return [...parseRun(runLines(corpus, counter.table()), 'run').values()][0]!;
}

/** As trec_eval: score as float32 descending, then document id descending (README of fixtures/metrics). */
function trecOrder(run: Map<string, number>): string[] {
  return [...run]
    .sort(([a, x], [b, y]) => Math.fround(y) - Math.fround(x) || (a < b ? 1 : -1))
    .map(([document]) => document);
}

it('keeps our order of equal scores where trec_eval would take that of the ids', () => {
  const score = fc.constantFrom(0.5, 0.25, 0, -0, -0.25, 1e-45, -1e-45, 0.49999997, 0.5000001);
  fc.assert(
    fc.property(fc.array(score, { minLength: PASSAGES, maxLength: PASSAGES }), (scores) => {
      const ours = scores
        .map((value, candidate) => ({ value: Math.fround(value), candidate }))
        .sort((a, b) => b.value - a.value || a.candidate - b.candidate)
        .map(({ candidate }) => corpus.passages[candidate]!.id);
      expect(trecOrder(exported(scores))).toEqual(ours);
    }),
  );
});

it('leaves scores alone that differ, and moves equal ones by the least there is', () => {
  const scores = [...exported(Array.from({ length: PASSAGES }, (_, i) => 1 - i / 16)).values()];
  expect(scores).toEqual(Array.from({ length: PASSAGES }, (_, i) => 1 - i / 16));
  // The float32 below 0.5 is 0.5 - 2^-25.
  expect([...exported(Array.from({ length: PASSAGES }, () => 0.5)).values()].slice(0, 3)).toEqual([
    0.5,
    0.5 - 2 ** -25,
    0.5 - 2 ** -24,
  ]);
});

it('writes each judgment with its grade', () => {
  const judged = { ...corpus, relevant: [[2, 5]], grades: [[3, 1]] };
  const { request } = buildRankRequest(judged, { languages: [], domains: [], topK: PASSAGES });
  const counter = createRankCounter(request);
  counter.add(0, 1, new Float32Array(PASSAGES));
  expect(qrelsLines(judged, counter.table())).toBe('en-q0 0 en-p2 3\nen-q0 0 en-p5 1\n');
});
