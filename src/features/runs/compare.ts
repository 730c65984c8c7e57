import { groupBy } from '../../core/groupBy';
import { groupBySeed, seedlessKey } from '../../core/statistics/groupBySeed';
import { summarise, type Summary } from '../../core/statistics/summary';
import type { RunRecord } from '../../protocol';

/** The figures that runs are compared by. */
export const FIGURES = ['mono', 'cross', 'multi', 'rankDistance'] as const;
export type Figure = (typeof FIGURES)[number];
export type SortKey = Figure | 'started';
export type Direction = 'ascending' | 'descending';

/** A row of the table: runs that differ only in their seed, most often one alone. */
export interface Row {
  /** That of its first run, by start. */
  id: string;
  /** By start, the newest first. */
  runs: readonly [RunRecord, ...RunRecord[]];
  /** Over its runs; missing where one of them lacks it. */
  now: Partial<Record<Figure, Summary>>;
  /** By how much training moved it, as a mean over its runs. */
  moved: Partial<Record<Figure, number>>;
}

/** Runs as rows. Those that are at different steps, or not yet measured, stand alone. */
export function rowsOf(records: readonly RunRecord[]): Row[] {
  const newestFirst = records.toSorted((a, b) => (a.started < b.started ? 1 : -1));
  const keyOf = ({ id, configuration, encoder, data, step, headline }: RunRecord) =>
    headline
      ? seedlessKey(configuration, encoder.sha256, data.sha256, data.queries, data.candidates, step)
      : id;
  return groupBySeed(newestFirst, keyOf, ({ configuration }) => configuration.seed).map((runs) =>
    rowOf(runs as [RunRecord, ...RunRecord[]]),
  );
}

function rowOf(runs: Row['runs']): Row {
  const row: Row = { id: runs.at(-1)!.id, runs, now: {}, moved: {} };
  for (const figure of FIGURES) {
    const now = runs.flatMap(({ headline }) => headline?.now[figure] ?? []);
    if (now.length < runs.length) continue;
    row.now[figure] = summarise(now);
    const before = runs.flatMap(({ headline }) => headline?.before[figure] ?? []);
    if (before.length === runs.length) row.moved[figure] = row.now[figure].mean - summarise(before).mean;
  }
  return row;
}

/** Ids of the best rows by a figure, each among those scored on the same data, languages and domains. */
export function bestRows(rows: readonly Row[], figure: Figure): Set<string> {
  const scored = rows.filter((row) => row.now[figure] !== undefined);
  const best = new Set<string>();
  for (const group of groupBy(scored, scoredOn).values()) {
    if (group.length < 2) continue;
    const values = group.map((row) => row.now[figure]!.mean);
    const top = figure === 'rankDistance' ? Math.min(...values) : Math.max(...values);
    group.forEach(({ id }, i) => values[i] === top && best.add(id));
  }
  return best;
}

/** What a row's figures were measured on: only rows of one kind can be compared. */
export function scoredOn({ runs: [{ data, configuration }] }: Row): string {
  const { evaluationLanguages, targetDomains, passageText } = configuration;
  const scope = [evaluationLanguages.toSorted(), targetDomains.toSorted(), passageText];
  return JSON.stringify([data.sha256, ...scope]);
}

/** A sorted copy; rows without the figure come last either way. */
export function sorted(rows: readonly Row[], key: SortKey, direction: Direction): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  if (key === 'started') {
    return rows.toSorted((a, b) => sign * (a.runs[0].started < b.runs[0].started ? -1 : 1));
  }
  return rows.toSorted((a, b) => {
    const [x, y] = [a.now[key]?.mean, b.now[key]?.mean];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * (x - y);
  });
}
