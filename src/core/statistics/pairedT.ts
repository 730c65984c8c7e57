import { studentTwoSided } from './distributions';
import { summarise, type Summary } from './summary';

export interface PairedT extends Summary {
  /** Null where it isn't defined: fewer than two differences, or all of them the same. */
  t: number | null;
  /** Two-sided; null with `t`. */
  p: number | null;
}

/** A deviation that is this small beside the mean is what rounding left of none. */
const ROUNDING = 1e-12;

/** Paired t-test (Student 1908): whether the mean of the differences is 0, n - 1 degrees of freedom. */
export function pairedT(differences: readonly number[]): PairedT {
  const summary = summarise(differences);
  const { mean, deviation, n } = summary;
  if (deviation === null || deviation <= ROUNDING * Math.abs(mean)) return { ...summary, t: null, p: null };
  const t = mean / (deviation / Math.sqrt(n));
  return { ...summary, t, p: studentTwoSided(t, n - 1) };
}
