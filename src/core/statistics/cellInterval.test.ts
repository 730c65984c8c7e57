import { describe, expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/languages/expected.json';
import partial from '../../../fixtures/metrics/languages/expected-partial-qrels.json';
import { fixtureTable } from '../testing/languagesFixture';
import { cellInterval } from './cellInterval';

const options = { resamples: 4000, level: 0.95, seed: 1 };

/** Mean of the reciprocal ranks, and its standard error: near enough to a bootstrap's of thirty values. */
function normalInterval(ranks: readonly (number | null)[]): [number, number, number] {
  const values = ranks.flatMap((rank) => (rank === null ? [] : [1 / rank]));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares) / values.length;
  return [mean - 1.96 * error, mean + 1.96 * error, error];
}

describe('cellInterval', () => {
  it.each([
    ['all relevants', false, expected.language_pair_pool.rank_of_relevant],
    ['languages that lack the relevant', true, partial.language_pair_pool.rank_of_relevant],
  ])('lies where the normal approximation says, within half a standard error: %s', (_, isPartial, ranks) => {
    const { table, labels } = fixtureTable(isPartial);
    for (const [pair, list] of [['en-ar', ranks['en-ar']] as const, ['zh-zh', ranks['zh-zh']] as const]) {
      const [queries, passages] = pair.split('-') as [string, string];
      const [low, high, error] = normalInterval(list);
      const found = cellInterval(table, labels.group, queries, passages, options)!;
      expect(Math.abs(found.low - low)).toBeLessThan(error / 2);
      expect(Math.abs(found.high - high)).toBeLessThan(error / 2);
    }
  });

  it('has none of a single question, nor of languages that are not there', () => {
    const { table, labels } = fixtureTable(false);
    const one = labels.group.map(() => 'the same question');
    expect(cellInterval(table, one, 'en', 'ar', options)).toBeNull();
    expect(cellInterval(table, labels.group, 'en', 'tlh', options)).toBeNull();
    expect(cellInterval(table, labels.group, 'tlh', 'en', options)).toBeNull();
  });
});
