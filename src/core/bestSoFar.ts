/** Figures of a validation by which the best encoder may be chosen. */
export const SELECTIONS = ['none', 'map-mono', 'map-cross', 'map-multi', 'rank-distance', 'loss'] as const;
export type Selection = (typeof SELECTIONS)[number];

/** The best of the evaluations until now. */
export interface BestSoFar {
  /** Updates made before it. */
  step: number;
  value: number;
  /** Evaluations since then, none of them better. */
  since: number;
}

/** Of these the lowest is the best, of the others the highest. */
const LOWER_IS_BETTER: readonly Selection[] = ['rank-distance', 'loss'];

/**
 * The best after one more evaluation. What is no finite number (`null`, NaN) is never best, and of equals the first
 * stays: it had the shorter training.
 */
export function bestAfter(
  before: BestSoFar | null,
  by: Selection,
  step: number,
  value: number | null,
): BestSoFar | null {
  const sign = LOWER_IS_BETTER.includes(by) ? -1 : 1;
  const isNumber = value !== null && Number.isFinite(value);
  if (isNumber && (!before || sign * value > sign * before.value)) return { step, value, since: 0 };
  return before && { ...before, since: before.since + 1 };
}
