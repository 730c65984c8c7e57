import { groupBy } from '../groupBy';

/** A run of a grid with what is known of its time. */
export interface TimedRun {
  strategy: string;
  adaptation: string;
  /** Seconds of work that it took; null while it is not done. */
  taken: number | null;
  /** Seconds that it was to take by a measurement of a few steps; null where there is none. */
  planned: number | null;
}

/**
 * Seconds that each run of a grid takes. One that is done: what it took. Others: the median of the runs with the same
 * strategy and adaptation that are done; else what was planned, times what the runs that are done took of their plans;
 * else the median of the runs with the same adaptation, which changes what a step costs, and of all that are done.
 * @returns in the order of `runs`; null where nothing is known
 */
export function expectedSeconds(runs: readonly TimedRun[]): (number | null)[] {
  const done = runs.filter(({ taken }) => taken !== null);
  const mediansBy = (keyOf: (run: TimedRun) => string) =>
    new Map([...groupBy(done, keyOf)].map(([key, group]) => [key, median(group.map((run) => run.taken!))]));
  const byCell = mediansBy(cellOf);
  const byAdaptation = mediansBy(({ adaptation }) => adaptation);
  const overall = done.length > 0 ? median(done.map((run) => run.taken!)) : null;
  const held = done.filter(({ planned }) => planned !== null);
  const sumOf = (field: 'taken' | 'planned') => held.reduce((sum, run) => sum + run[field]!, 0);
  const mended = sumOf('planned') > 0 ? sumOf('taken') / sumOf('planned') : 1;
  return runs.map(
    (run) =>
      run.taken ??
      byCell.get(cellOf(run)) ??
      (run.planned === null ? null : run.planned * mended) ??
      byAdaptation.get(run.adaptation) ??
      overall,
  );
}

function cellOf({ strategy, adaptation }: TimedRun): string {
  return JSON.stringify([strategy, adaptation]);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle - 0.5)]! + sorted[Math.floor(middle)]!) / 2;
}
