import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/trec/expected.json';
import type { IsoglotError } from '../errors';
import { measureOf } from './measures';
import { parseQrels, parseRun } from './parse';
import { scoreRun } from './scoreRun';

const read = (name: string) =>
  readFileSync(new URL(`../../../fixtures/metrics/trec/${name}`, import.meta.url), 'utf8');
const run = parseRun(read('run.txt'), 'run.txt');
const qrels = parseQrels(read('qrels.txt'), 'qrels.txt');

const NAMES = {
  map: 'map',
  ndcg: 'ndcg',
  'ndcg@10': 'ndcg_cut_10',
  mrr: 'recip_rank',
  'p@5': 'P_5',
  'recall@5': 'recall_5',
  'recall@10': 'recall_10',
  'recall@100': 'recall_100',
  bpref: 'bpref',
  'map@100': 'map_cut_100',
} as const;
const metrics = Object.keys(NAMES) as (keyof typeof NAMES)[];

describe('scoreRun', () => {
  it('agrees with pytrec_eval on every query and in the mean', () => {
    const { mean, queries } = scoreRun(run, qrels, metrics, { complete: false });
    expect(Object.keys(queries)).toEqual(Object.keys(expected.per_query));
    for (const [id, values] of Object.entries(expected.per_query)) {
      for (const name of metrics) expect(queries[id]![name]).toBeCloseTo(values[NAMES[name]], 12);
    }
    for (const name of metrics) expect(mean[name]).toBeCloseTo(expected.mean_over_evaluated[NAMES[name]], 12);
  });

  it('counts judged queries that the run lacks as 0 if complete', () => {
    const { mean, queries } = scoreRun(run, qrels, metrics, { complete: true });
    expect(Object.keys(queries)).toHaveLength(expected.n_qrels_queries);
    expect(queries['q16']).toEqual(Object.fromEntries(metrics.map((name) => [name, 0])));
    const means = expected.mean_over_all_qrels_queries_missing_as_0;
    for (const name of metrics) expect(mean[name]).toBeCloseTo(means[NAMES[name]], 12);
  });

  it('cuts mrr at K and says with hit@K whether anything was found', () => {
    const { queries } = scoreRun(run, qrels, ['mrr@10', 'hit@1', 'hit@10'], { complete: false });
    for (const [id, { recip_rank }] of Object.entries(expected.per_query)) {
      expect(queries[id]).toEqual({
        'mrr@10': recip_rank >= 0.1 ? recip_rank : 0,
        'hit@1': recip_rank === 1 ? 1 : 0,
        'hit@10': recip_rank >= 0.1 ? 1 : 0,
      });
    }
  });

  it('breaks ties by code point, not by UTF-16 unit', () => {
    // U+FF21 comes before U+1F600, but its code unit is above the surrogates'.
    const tied = parseRun('q Q0 \uff21 1 1 t\nq Q0 \u{1f600} 2 1 t', 'run');
    const judged = parseQrels('q 0 \u{1f600} 1', 'qrels');
    expect(scoreRun(tied, judged, ['mrr'], { complete: false }).mean).toEqual({ mrr: 1 });
  });

  it('counts a query whose id is a name that JavaScript uses itself', () => {
    const run = parseRun('q Q0 d 1 1 t\n__proto__ Q0 e 1 2 t\n__proto__ Q0 d 2 1 t\n', 'run');
    const qrels = parseQrels('q 0 d 1\n__proto__ 0 d 1\n', 'qrels');
    const { mean, queries } = scoreRun(run, qrels, ['map'], { complete: false });
    // Ranks 1 and 2: (1 + 1/2) / 2.
    expect(mean).toEqual({ map: 0.75 });
    expect(Object.keys(queries)).toEqual(['__proto__', 'q']);
  });

  it('does not look at the order of lines', () => {
    const lines = read('run.txt').trim().split('\n');
    const plain = scoreRun(run, qrels, metrics, { complete: false });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
        (shuffled) => {
          const again = scoreRun(parseRun(shuffled.join('\n'), 'run'), qrels, metrics, { complete: false });
          expect(again).toEqual(plain);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('refuses unknown metrics and runs of other queries', () => {
    for (const name of ['MAP', 'p', 'recall', 'hit', 'bpref@5', 'p@0', 'p@-1', 'f1', '']) {
      expect(() => measureOf(name)).toThrow(
        expect.objectContaining({
          code: 'bad-configuration',
          what: `There is no metric "${name}".`,
        }) as IsoglotError,
      );
    }
    const foreign = parseRun('other Q0 d1 1 1 t', 'run');
    for (const complete of [false, true]) {
      expect(() => scoreRun(foreign, qrels, ['map'], { complete })).toThrow(
        expect.objectContaining({ code: 'empty-data' }) as IsoglotError,
      );
    }
  });
});

describe('parseRun and parseQrels', () => {
  it('take tabs, blank lines and carriage returns', () => {
    expect(parseRun('\r\nq1\tQ0\td1\t1\t-2.5e-3\tt\r\n\n', 'run')).toEqual(
      new Map([['q1', new Map([['d1', -0.0025]])]]),
    );
    expect(parseQrels('q1 0 d1 2\nq1 0 d2 -1\n', 'qrels')).toEqual(
      new Map([
        [
          'q1',
          new Map([
            ['d1', 2],
            ['d2', -1],
          ]),
        ],
      ]),
    );
  });

  it.each([
    [parseRun, 'q Q0 d1 1 1 t\nq Q0 d2 2 1', 'file:2', 'The line has 5 fields instead of 6.'],
    [parseRun, 'q Q0 d1 1 high t', 'file:1', '"high" is no score.'],
    [parseRun, 'q Q0 d1 1 NaN t', 'file:1', '"NaN" is no score.'],
    // Float32 ends at 3.4e38: both would be infinite, and so equal.
    [parseRun, 'q Q0 d1 1 1e40 t\nq Q0 d2 2 1e39 t', 'file:1', '"1e40" is no score.'],
    [
      parseRun,
      'q Q0 d1 1 1 t\n\nq Q0 d1 2 .5 t',
      'file:3',
      'The document "d1" stands twice under the query "q".',
    ],
    [parseQrels, 'q 0 d1 0.5', 'file:1', '"0.5" is no grade.'],
    [parseQrels, 'q d1 1', 'file:1', 'The line has 3 fields instead of 4.'],
    [parseQrels, ' \n', 'file', 'The file is empty.'],
  ])('%o names the place: %j', (parse, text, where, what) => {
    expect(() => parse(text, 'file')).toThrow(
      expect.objectContaining({ code: 'bad-file', where, what }) as IsoglotError,
    );
  });
});
