/** What a report holds, whatever it is written as: rows of runs, columns of figures. */

/**
 * A difference from the row that the others are held against, by the paired randomisation test with Holm's correction:
 * significantly higher, significantly lower, or tested and neither.
 */
export type Mark = 'higher' | 'lower' | 'same';

export interface Interval {
  low: number;
  high: number;
}

export interface Figure {
  value: number;
  interval?: Interval | null;
  /** Of a sample (divisor n - 1), over seeds; null or absent with one seed. */
  deviation?: number | null;
  mark?: Mark;
  /** In a language that was not trained on. */
  zeroShot?: boolean;
}

/** By `figureKey`. */
export type Figures = ReadonlyMap<string, Figure>;

/** A row: a run, several runs that differ only in their seed, or published figures. */
export interface Entry {
  name: string;
  published: boolean;
  /** On the same data as the first row: only such rows compete for the best figure of a column. */
  comparable: boolean;
  /** Short marks behind the name, e.g. `published`, `zero-shot`, `3 seeds`. */
  tags: readonly string[];
  /** What should be known before this row is held against the others; empty: nothing. */
  note: string;
  /** Number of runs that the figures are means of. */
  runs: number;
  figures: Figures;
}

export interface Column {
  key: string;
  title: string;
  decimals: number;
  better: 'higher' | 'lower' | null;
}

export interface ReportTable {
  title: string;
  /** Whether intervals and deviations stand beside the figures; in wide tables they are left to the CSV. */
  detailed: boolean;
  columns: readonly Column[];
}

export interface Report {
  title: string;
  /** Stands above the tables. */
  summary?: readonly { title: string; items: readonly string[] }[];
  entries: readonly Entry[];
  tables: readonly ReportTable[];
  /** What marks, intervals and rows mean, and all warnings. */
  notes: readonly string[];
}

/**
 * Name of a figure.
 * @param group a setting, `rankDistance`, `rankC`, `geometry` or `exposure`
 * @param name a query language, or `mean`
 */
export function figureKey(group: string, name: string, metric: string): string {
  return `${group} ${name} ${metric}`;
}

/** Keys of the rows whose figure is the best of a column, among comparable rows; none where there is but one. */
export function bestOf(entries: readonly Entry[], { key, better }: Column): ReadonlySet<Entry> {
  const rivals = entries.filter(({ comparable, published, figures }) => {
    return comparable && !published && figures.has(key);
  });
  if (better === null || rivals.length < 2) return new Set();
  const values = rivals.map(({ figures }) => figures.get(key)!.value);
  const best = better === 'higher' ? Math.max(...values) : Math.min(...values);
  return new Set(rivals.filter((_, i) => values[i] === best));
}
