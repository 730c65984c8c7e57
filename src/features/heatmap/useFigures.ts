import { useMemo } from 'react';
import type { EvaluationEvent } from '../../protocol';
import { before as firstOf, now as lastOf } from '../../state/run';
import { diverging, doubling, sequential, tenths, type HeatmapCell, format } from '../../ui';
import { useRun, useSession, useSetup, useView } from '../workbench';
import { compared, gridOf, mean, valueOf, type Grid } from './grid';

/** Ends of the colour scale on show. */
export type Range = { kind: 'value'; low: number; high: number } | { kind: 'change'; end: number };

export interface Figures {
  grid: Grid;
  before: EvaluationEvent | null;
  /** The newest evaluation. */
  now: EvaluationEvent | null;
  range: Range;
  cell: (row: string, column: string) => HeatmapCell;
  marginOfRow: (row: string) => string;
  marginOfColumn: (column: string) => string;
  corner: string;
  /** Mean of the setting: in the comparison's time, and its change. */
  headline: { value: number | null; change: number | null };
}

/** Everything that the heatmap shows, from the stores. */
export function useFigures(): Figures {
  const evaluations = useRun((run) => run.evaluations);
  const data = useSession((session) => session.data);
  const chosen = useSetup((setup) => setup.draft.evaluationLanguages);
  const setting = useView((view) => view.setting);
  const comparison = useView((view) => view.comparison);

  return useMemo(() => {
    const [before, now] = [firstOf({ evaluations }), lastOf({ evaluations })];
    const grid = gridOf(setting, now, data, chosen);
    const at = (evaluation: EvaluationEvent | null, row: string, column: string) =>
      valueOf(evaluation?.scores ?? null, setting, row, column);
    // With one measurement there is no change yet: the same scores less themselves would feign one.
    const difference = (a: number | null, b: number | null) =>
      comparison === 'change' && before === now ? null : compared(comparison, a, b);
    const value = (row: string, column: string) => difference(at(before, row, column), at(now, row, column));
    const range = rangeOf(comparison, grid, evaluations, at, value);
    const write = comparison === 'change' ? format.change : format.score;
    const margin = (values: (number | null)[]) => {
      const found = mean(values);
      return found === null ? '–' : write(found);
    };
    const overall = (evaluation: EvaluationEvent | null) => evaluation?.scores[setting].map ?? null;
    const shown = difference(overall(before), overall(now));
    return {
      grid,
      before,
      now,
      range,
      cell: (row, column) => {
        const found = value(row, column);
        return {
          value: found,
          text: found === null ? '–' : write(found),
          colour: found === null ? null : colourOf(found, range),
          apart: grid.columnsAre === 'languages' && row === column,
        };
      },
      marginOfRow: (row) =>
        margin(grid.columns.filter((column) => column !== row).map((column) => value(row, column))),
      marginOfColumn: (column) =>
        margin(grid.rows.filter((row) => row !== column).map((row) => value(row, column))),
      corner: shown === null ? '–' : write(shown),
      headline: {
        value: overall(comparison === 'before' ? before : now),
        change: before === now ? null : compared('change', overall(before), overall(now)),
      },
    };
  }, [evaluations, data, chosen, setting, comparison]);
}

/** Ends that hold for the whole run, so that a colour means the same from one evaluation to the next. */
function rangeOf(
  comparison: string,
  { rows, columns }: Grid,
  evaluations: EvaluationEvent[],
  at: (evaluation: EvaluationEvent, row: string, column: string) => number | null,
  value: (row: string, column: string) => number | null,
): Range {
  const all = (read: (row: string, column: string) => number | null) =>
    rows.flatMap((row) => columns.map((column) => read(row, column))).filter((v) => v !== null);
  if (comparison === 'change')
    return { kind: 'change', end: doubling(Math.max(0, ...all(value).map(Math.abs)), 0.05) };
  const [low, high] = tenths(evaluations.flatMap((e) => all((row, column) => at(e, row, column))));
  return { kind: 'value', low, high };
}

function colourOf(value: number, range: Range) {
  return range.kind === 'change'
    ? diverging(value / range.end)
    : sequential((value - range.low) / (range.high - range.low));
}
