import { describe, expect, it } from 'vitest';
import full from '../../../fixtures/metrics/languages/expected.json';
import partial from '../../../fixtures/metrics/languages/expected-partial-qrels.json';
import { fixtureTable, LANGUAGES, QUERIES } from '../testing/languagesFixture';
import { scorePerQuery } from './perQuery';
import { mean } from './rankMetrics';

describe.each([
  ['all relevants', false, full],
  ['languages that lack the relevant', true, partial],
])('per query, fixtures/metrics/languages, %s', (_, isPartial, expected) => {
  const { table, labels } = fixtureTable(isPartial);
  const scores = scorePerQuery(
    table,
    labels.group.map((group, i) => ({ id: `q${i}`, group })),
  );

  it('has 1 / rank of the one relevant passage, null without one', () => {
    const ranks: Record<string, (number | null)[]> = expected.language_pair_pool.rank_of_relevant;
    for (const x of LANGUAGES) {
      for (const y of LANGUAGES) {
        const wanted = ranks[`${x}-${y}`]!.map((rank) => rank && 1 / rank);
        expect(scores[x]!.averagePrecision[y]).toEqual(wanted);
      }
    }
  });

  it('has the means of the multilingual setting', () => {
    for (const [xi, x] of LANGUAGES.entries()) {
      expect(mean(scores[x]!.multilingual)).toBeCloseTo(expected.multilingual.ap.per_query_language[xi]!, 12);
    }
  });

  it('names the queries, and the question that they share between languages', () => {
    for (const [xi, x] of LANGUAGES.entries()) {
      expect(scores[x]!.queries[3]).toBe(`q${xi * QUERIES + 3}`);
      expect(scores[x]!.questions).toEqual(scores[LANGUAGES[0]!]!.questions);
    }
  });
});
