import { describe, expect, it } from 'vitest';
import full from '../../../fixtures/metrics/languages/expected.json';
import partial from '../../../fixtures/metrics/languages/expected-partial-qrels.json';
import { fixtureTable, LANGUAGES } from '../testing/languagesFixture';
import { withFurtherMetrics } from './furtherPerQuery';
import { scorePerQuery } from './perQuery';
import { mean } from './rankMetrics';

describe.each([
  ['all relevants', false, full],
  ['languages that lack the relevant', true, partial],
])('further measures per query, fixtures/metrics/languages, %s', (_, isPartial, expected) => {
  const { table, labels } = fixtureTable(isPartial);
  const plain = scorePerQuery(
    table,
    labels.group.map((group, i) => ({ id: `q${i}`, group })),
  );
  const scores = withFurtherMetrics(plain, table);

  it('follow from the rank of the one relevant passage in the pool of a language', () => {
    const ranks: Record<string, (number | null)[]> = expected.language_pair_pool.rank_of_relevant;
    for (const x of LANGUAGES) {
      const further = scores[x]!.further!;
      for (const y of LANGUAGES) {
        const wanted = (valueOf: (rank: number) => number) =>
          ranks[`${x}-${y}`]!.map((rank) => rank && valueOf(rank));
        const first = wanted((rank) => (rank === 1 ? 1 : 0));
        expect(further['recall@1']!.inLanguage[y]).toEqual(first);
        expect(further['hit@1']!.inLanguage[y]).toEqual(first);
        expect(further['mrr@10']!.inLanguage[y]).toEqual(wanted((rank) => (rank <= 10 ? 1 / rank : 0)));
        const gained = wanted((rank) => (rank <= 10 ? 1 / Math.log2(rank + 1) : 0));
        expect(further['ndcg@10']!.inLanguage[y]).toEqual(gained);
      }
      expect(further.rankDistance!.inLanguage).toEqual({});
    }
  });

  it('have the means of the multilingual setting, and the rank distance of every query', () => {
    const { ndcg_at_10, recall_at_1 } = expected.multilingual;
    for (const [number, language] of LANGUAGES.entries()) {
      const further = scores[language]!.further!;
      const meanOf = (metric: 'ndcg@10' | 'recall@1') =>
        mean(further[metric]!.multilingual.map((value) => value!));
      expect(meanOf('ndcg@10')).toBeCloseTo(ndcg_at_10.per_query_language[number]!, 12);
      expect(meanOf('recall@1')).toBeCloseTo(recall_at_1.per_query_language[number]!, 12);
      expect(further.rankDistance!.multilingual).toEqual(expected.rank_distance.per_query[language as 'en']);
    }
  });

  it('leave what was there', () => {
    for (const language of LANGUAGES) expect(scores[language]).toMatchObject(plain[language]!);
  });
});
