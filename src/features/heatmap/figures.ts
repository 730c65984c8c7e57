import type { DataSummary, EvaluationEvent } from '../../protocol';
import { before as firstOf, now as lastOf } from '../../state/run';
import type { Comparison, Setting } from '../../state/view';
import {
  diverging,
  doubling,
  format,
  sequential,
  tenths,
  type CellColour,
  type HeatmapCell,
  type HeatmapMargin,
} from '../../ui';
import { compared, gridOf, mean, valueOf, type Grid } from './grid';
import { changeOf, written, writtenChange, type Interval } from './uncertainty';

/** Ends of the colour scale on show. */
export type Range = { kind: 'value'; low: number; high: number } | { kind: 'change'; end: number };

export interface Figures {
  grid: Grid;
  before: EvaluationEvent | null;
  /** The newest evaluation. */
  now: EvaluationEvent | null;
  range: Range;
  cell: (row: string, column: string) => HeatmapCell;
  marginOfRow: (row: string) => HeatmapMargin;
  marginOfColumn: (column: string) => HeatmapMargin;
  corner: HeatmapMargin;
}

/** What is looked at, and how. */
export interface Sight {
  evaluations: EvaluationEvent[];
  data: DataSummary | null;
  /** Languages that the draft evaluates: the axes before there are scores. */
  chosen: readonly string[];
  setting: Setting;
  comparison: Comparison;
}

/** Everything that the heatmap shows and exports. */
export function figuresOf({ evaluations, data, chosen, setting, comparison }: Sight): Figures {
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
  // Intervals are known of the newest figures, and of the changes of whole settings.
  const { intervals, change } = now ?? {};
  const margin = (found: number | null, interval?: Interval | null): HeatmapMargin => ({
    text: found === null ? '–' : write(found),
    hint: (comparison === 'now' && written(interval, intervals?.level)) || undefined,
  });
  const changed = comparison === 'change' ? (change?.[setting].map ?? null) : null;
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
        colour: found === null ? null : colourIn(range, found),
        doubtful: comparison === 'change' && changeOf(now, setting, row, column)?.significant === false,
        apart: grid.columnsAre === 'languages' && row === column,
      };
    },
    marginOfRow: (row) =>
      margin(
        mean(grid.columns.filter((column) => column !== row).map((column) => value(row, column))),
        intervals?.crosslingual.perQueryLanguage?.[row],
      ),
    marginOfColumn: (column) =>
      margin(
        mean(grid.rows.filter((row) => row !== column).map((row) => value(row, column))),
        grid.columnsAre === 'languages'
          ? intervals?.crosslingual.perPassageLanguage?.[column]
          : column === 'map'
            ? intervals?.[setting].map
            : null,
      ),
    corner: {
      ...margin(shown, intervals?.[setting].map),
      ...(changed && { hint: writtenChange(changed, change?.level), doubtful: !changed.significant }),
    },
  };
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

/** A value's colour on the scale on show. */
export function colourIn(range: Range, value: number): CellColour {
  return range.kind === 'change'
    ? diverging(value / range.end)
    : sequential((value - range.low) / (range.high - range.low));
}
