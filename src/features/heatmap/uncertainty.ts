import type { Change, EvaluationEvent, Intervals } from '../../protocol';
import type { Setting } from '../../state/view';
import { format } from '../../ui';

export type Interval = NonNullable<Intervals['monolingual']['map']>;
type Changed = NonNullable<Change['monolingual']['map']>;

/** Interval of a cell's mAP; null: unknown, or another metric. */
export function intervalOf(
  evaluation: EvaluationEvent | null,
  setting: Setting,
  row: string,
  column: string,
): Interval | null {
  return evaluation?.intervals ? cellOf(evaluation.intervals, setting, row, column) : null;
}

/** What is known of a cell's change in mAP by training; null: unknown, or another metric. */
export function changeOf(
  evaluation: EvaluationEvent | null,
  setting: Setting,
  row: string,
  column: string,
): Changed | null {
  return evaluation?.change ? cellOf(evaluation.change, setting, row, column) : null;
}

interface Cells<T> {
  monolingual: { perLanguage: Record<string, T> };
  crosslingual: { pairs: Record<string, T> };
  multilingual: { perLanguage: Record<string, T> };
}

/** As `valueOf` reads the scores: the diagonal of the pairs is the monolingual figure. */
function cellOf<T>(cells: Cells<T>, setting: Setting, row: string, column: string): T | null {
  if (setting === 'crosslingual') {
    const own = row === column;
    return (own ? cells.monolingual.perLanguage[row] : cells.crosslingual.pairs[`${row}-${column}`]) ?? null;
  }
  return column === 'map' ? (cells[setting].perLanguage[row] ?? null) : null;
}

/** `95 % .401 to .432`; empty where there is none. */
export function written(interval: Interval | null | undefined, level = 0.95): string {
  if (!interval) return '';
  return format.bounds(interval, level);
}

/** `95 % −.004 to +.031, p .120 by Holm: not significant`. */
export function writtenChange(changed: Changed | null, level = 0.95): string {
  if (!changed) return '';
  const { low, high, holm, significant } = changed;
  const p = holm < 0.001 ? 'p < .001' : `p ${format.score(holm)}`;
  return (
    `${format.bounds({ low, high }, level, format.change)}, ${p} by Holm: ` +
    (significant ? 'significant' : 'not significant')
  );
}
