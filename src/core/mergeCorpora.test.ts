import { describe, expect, it } from 'vitest';
import { composeBatch } from './batches/composeBatch';
import { compareCounts, countBatches } from './batches/countBatches';
import { expectedCounts } from './batches/expectedCounts';
import { buildPairPool } from './batches/pairPool';
import { mergeCorpora } from './mergeCorpora';
import { buildRankRequest } from './rankRequest';
import { compositionOf } from './testing/compositionOf';
import { parallelCorpus } from './testing/parallelCorpus';

const main = parallelCorpus({ languages: ['de', 'en'], questions: 90, domain: () => 'law' });
const other = parallelCorpus({
  languages: ['ar', 'en'],
  questions: 30,
  domain: (i) => (i < 10 ? 'law' : 'food'),
});
const merged = mergeCorpora(main, [other]);
const scope = { languages: ['en'], domains: [] };

describe('mergeCorpora', () => {
  it('keeps the main data set as it is and tells the others apart', () => {
    expect(merged.queries.slice(0, main.queries.length)).toEqual(main.queries);
    expect(merged.languages).toEqual(['ar', 'de', 'en']);
    expect(merged.domains).toEqual(['food', 'law']);
    const [query, passage] = [merged.queries[main.queries.length]!, merged.passages[main.passages.length]!];
    expect(query).toMatchObject({ id: '1:ar-q0', group: '1:q0', dataSet: 1 });
    expect(passage).toMatchObject({ id: '1:ar-p0', dataSet: 1 });
    // Arabic question 0 is answered by passage 0 of both its languages, behind the main set's 180.
    expect(merged.relevant[main.queries.length]).toEqual([180, 210]);
    expect(mergeCorpora(main, [])).toBe(main);
  });

  it('gives plain judgments the grade 1 beside graded ones', () => {
    const graded = { ...other, grades: other.relevant.map((own) => own.map(() => 3)) };
    const { grades } = mergeCorpora(main, [graded]);
    expect([grades![0], grades![main.queries.length]]).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });

  it('is evaluated on the main data set alone', () => {
    const everything = { languages: [], domains: [], topK: 10 };
    expect(buildRankRequest(merged, everything)).toEqual(buildRankRequest(main, everything));
  });
});

describe('batches of several data sets', () => {
  it('come from a held-out domain of none of them', () => {
    const pool = buildPairPool(merged, { ...scope, domains: ['law'], heldOut: ['food'] });
    expect(new Set(pool.questions.map(({ domain }) => domain))).toEqual(new Set(['law']));
    expect(pool.questions.filter(({ dataSet }) => dataSet === 1)).toHaveLength(10);
  });

  it.each([
    // 90 : 30 by size, 1 : 1 with a weight of 3, sqrt(3) : 1 at temperature 2.
    ['size', 1, 0.75],
    ['size', 3, 0.5],
    ['uniform', 1, 0.5],
    ['temperature', 1, Math.sqrt(3) / (1 + Math.sqrt(3))],
  ] as const)('are drawn by %s, weight %d: share %d of the main one', (by, weight, share) => {
    const pool = buildPairPool(merged, scope);
    const { sampling: defaults } = compositionOf({});
    const composition = {
      ...compositionOf({ strategy: 'X-X', batchSize: 8, moreData: [{ weight }] }),
      ...{ sampling: { ...defaults, dataSets: { by, temperature: 2 } }, seed: 7 },
    };
    const asked = expectedCounts(pool, composition, 1000).dataSets;
    expect(asked['0']!.share).toBeCloseTo(share, 12);
    const { dataSets } = countBatches(merged, pool, composition, 1000);
    for (const { inside } of Object.values(compareCounts(dataSets, asked, 8000))) expect(inside).toBe(true);
  });

  it('never mix questions of the same name', () => {
    const pool = buildPairPool(merged, scope);
    const composition = compositionOf({ strategy: 'X-X', batchSize: 100, moreData: [{ weight: 1 }] });
    for (const { query, passage } of composeBatch(pool, composition, 1, 0).pairs) {
      expect(merged.queries[query]!.dataSet).toBe(merged.passages[passage]!.dataSet);
    }
  });
});
