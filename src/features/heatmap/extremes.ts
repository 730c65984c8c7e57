import type { Grid } from './grid';

/** A cell with a value. */
export interface Extreme {
  row: string;
  column: string;
  value: number;
}

type Value = (row: string, column: string) => number | null;

/**
 * The highest and the lowest cells, at most `count` of each and none twice: pairs of two languages, or languages by
 * mAP where the columns are metrics.
 */
export function extremes(grid: Grid, value: Value, count: number): { high: Extreme[]; low: Extreme[] } {
  const sorted = measured(grid, value).sort((a, b) => b.value - a.value);
  const n = Math.min(count, Math.floor(sorted.length / 2));
  return { high: sorted.slice(0, n), low: sorted.slice(sorted.length - n).reverse() };
}

/** Pairs of languages by the difference between their two directions, the largest first; the better one leads. */
export function unevenPairs(grid: Grid, value: Value, count: number): (Extreme & { back: number })[] {
  if (grid.columnsAre !== 'languages') return [];
  return measured(grid, value)
    .flatMap((cell) => {
      const back = value(cell.column, cell.row);
      return back !== null && cell.value > back ? [{ ...cell, back }] : [];
    })
    .sort((a, b) => b.value - b.back - (a.value - a.back))
    .slice(0, count);
}

function measured({ rows, columns, columnsAre }: Grid, value: Value): Extreme[] {
  return rows.flatMap((row) =>
    columns
      .filter((column) => (columnsAre === 'languages' ? column !== row : column === 'map'))
      .flatMap((column) => {
        const found = value(row, column);
        return found === null ? [] : [{ row, column, value: found }];
      }),
  );
}
