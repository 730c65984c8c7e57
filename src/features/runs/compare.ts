import { groupBy } from '../../core/groupBy';
import type { RunRecord } from '../../protocol';

/** The figures that runs are compared by. */
export const FIGURES = ['mono', 'cross', 'multi', 'rankDistance'] as const;
export type Figure = (typeof FIGURES)[number];
export type SortKey = Figure | 'started';
export type Direction = 'ascending' | 'descending';

/** Ids of the best runs by a figure, each among those scored on the same data, languages and domains. */
export function bestRuns(records: readonly RunRecord[], figure: Figure): Set<string> {
  const scored = records.filter((record) => record.headline?.now[figure] !== undefined);
  const groups = groupBy(scored, scoredOn);
  const best = new Set<string>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const values = group.map((record) => record.headline?.now[figure] ?? NaN);
    const top = figure === 'rankDistance' ? Math.min(...values) : Math.max(...values);
    group.forEach(({ id }, i) => values[i] === top && best.add(id));
  }
  return best;
}

function scoredOn({ data, configuration }: RunRecord): string {
  const { evaluationLanguages, targetDomains } = configuration;
  return JSON.stringify([data.sha256, evaluationLanguages.toSorted(), targetDomains.toSorted()]);
}

/** A sorted copy; runs without the figure come last either way. */
export function sorted(records: readonly RunRecord[], key: SortKey, direction: Direction): RunRecord[] {
  const sign = direction === 'ascending' ? 1 : -1;
  if (key === 'started') return records.toSorted((a, b) => sign * (a.started < b.started ? -1 : 1));
  const value = (record: RunRecord) => record.headline?.now[key];
  return records.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * (x - y);
  });
}
