import { describe, expect, it } from 'vitest';
import { extremes, unevenPairs } from './extremes';
import type { Grid } from './grid';

const pairs: Grid = { rows: ['de', 'en', 'th'], columns: ['de', 'en', 'th'], columnsAre: 'languages' };
const VALUES: Record<string, number> = {
  'de-de': 0.99,
  'de-en': 0.6,
  'de-th': 0.3,
  'en-de': 0.5,
  'en-en': 0.98,
  'th-de': 0.1,
  'th-en': 0.2,
};
const value = (row: string, column: string) => VALUES[`${row}-${column}`] ?? null;

describe('at a glance', () => {
  it('are the best and the worst pairs of two languages, best and worst first, none twice', () => {
    expect(extremes(pairs, value, 3)).toEqual({
      high: [
        { row: 'de', column: 'en', value: 0.6 },
        { row: 'en', column: 'de', value: 0.5 },
      ],
      low: [
        { row: 'th', column: 'de', value: 0.1 },
        { row: 'th', column: 'en', value: 0.2 },
      ],
    });
  });

  it('are languages by mAP where the columns are metrics', () => {
    const grid: Grid = { rows: ['de', 'en'], columns: ['map', 'recall@1'], columnsAre: 'metrics' };
    const { high, low } = extremes(
      grid,
      (row, column) => (column === 'map' ? (row === 'de' ? 0.2 : 0.4) : 1),
      3,
    );
    expect([high, low].map((cells) => cells.map(({ row }) => row))).toEqual([['en'], ['de']]);
  });

  it('are the pairs whose two directions differ most, the better direction first', () => {
    expect(unevenPairs(pairs, value, 1)).toEqual([{ row: 'de', column: 'th', value: 0.3, back: 0.1 }]);
  });
});
