import { meanOrNull } from '../../core/metrics/rankMetrics';
import type { DataSummary, EvaluationEvent, ScoreGroups } from '../../protocol';
import type { Comparison, Setting } from '../../state/view';

/** What the rows and columns of the heatmap are, and where a cell's value lies in the scores. */
export interface Grid {
  /** Query languages. */
  rows: string[];
  /** Passage languages, or names of metrics. */
  columns: string[];
  columnsAre: 'languages' | 'metrics';
}

const METRICS = {
  monolingual: ['map', 'mrr@10', 'recall@1', 'ndcg@10'],
  multilingual: ['map', 'recall@10', 'ndcg@10'],
} as const;

/** Languages come from the evaluation, or from the data while nothing is measured. */
export function gridOf(
  setting: Setting,
  evaluation: EvaluationEvent | null,
  data: DataSummary | null,
  chosen: readonly string[],
): Grid {
  const wanted = (codes: Record<string, number>) =>
    Object.keys(codes)
      .filter((code) => codes[code] && (evaluation || chosen.length === 0 || chosen.includes(code)))
      .sort();
  const source = evaluation ?? data;
  const rows = source ? wanted(source.queries) : [];
  if (setting !== 'crosslingual') return { rows, columns: [...METRICS[setting]], columnsAre: 'metrics' };
  return { rows, columns: source ? wanted(source.candidates) : [], columnsAre: 'languages' };
}

/** A cell's value in one evaluation; null: not measured. The diagonal of the pairs is the monolingual score. */
export function valueOf(
  scores: ScoreGroups | null,
  setting: Setting,
  row: string,
  column: string,
): number | null {
  if (!scores) return null;
  if (setting === 'crosslingual')
    return row === column
      ? (scores.monolingual.perLanguage[row]?.map ?? null)
      : (scores.crosslingual.pairs[`${row}-${column}`]?.map ?? null);
  const entry: Record<string, number> | undefined = scores[setting].perLanguage[row];
  return entry?.[column] ?? null;
}

/** Number of queries behind a cell; null: not measured. */
export function queriesOf(scores: ScoreGroups, setting: Setting, row: string, column: string): number | null {
  if (setting === 'multilingual') return scores.multilingual.perLanguage[row]?.queries ?? null;
  if (setting === 'monolingual' || row === column)
    return scores.monolingual.perLanguage[row]?.queries ?? null;
  return scores.crosslingual.pairs[`${row}-${column}`]?.queries ?? null;
}

/** The same question to the comparison on show. A change needs two measurements. */
export function compared(comparison: Comparison, before: number | null, now: number | null): number | null {
  if (comparison === 'before') return before;
  if (comparison === 'now') return now;
  return before === null || now === null ? null : now - before;
}

/** Plain mean of the measured values; null if there are none. */
export function mean(values: (number | null)[]): number | null {
  return meanOrNull(values.filter((value) => value !== null));
}
