import { describe, expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/languages/expected.json';
import partial from '../../../fixtures/metrics/languages/expected-partial-qrels.json';
import { fixtureTable, QUERIES } from '../testing/languagesFixture';
import { worstQueries } from './worstQueries';

describe('worstQueries', () => {
  it('lists the lowest ranks of a cell, the worst first, with what stood above', () => {
    const { table } = fixtureTable(false);
    const ranks = expected.language_pair_pool.rank_of_relevant['en-ar'];
    const { queries, worst } = worstQueries(table, 'en', 'ar', 3);
    expect(queries).toBe(QUERIES);
    const order = [...ranks.keys()].sort((a, b) => ranks[b]! - ranks[a]! || a - b).slice(0, 3);
    expect(worst.map(({ row, rank }) => [row, rank])).toEqual(order.map((i) => [i, ranks[i]]));
    for (const { row, relevant, best } of worst) {
      expect(relevant).toBe(60 + row);
      expect(best).toBeGreaterThanOrEqual(60);
      expect(best).toBeLessThan(120);
      expect(best).not.toBe(relevant);
    }
  });

  it('leaves out queries without a relevant passage in the language', () => {
    const { table } = fixtureTable(true);
    const ranks = partial.language_pair_pool.rank_of_relevant['zh-hi'].filter((rank) => rank !== null);
    const { queries, worst } = worstQueries(table, 'zh', 'hi', 100);
    expect(queries).toBe(ranks.length);
    expect(worst.map(({ rank }) => rank)).toEqual([...ranks].sort((a, b) => b - a));
  });

  it('has nothing to say of languages that are not there', () => {
    const { table } = fixtureTable(false);
    expect(worstQueries(table, 'tlh', 'en', 5)).toEqual({ queries: 0, worst: [] });
    expect(worstQueries(table, 'en', 'tlh', 5)).toEqual({ queries: 0, worst: [] });
  });
});
