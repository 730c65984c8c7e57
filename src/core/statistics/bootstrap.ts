import type { Rng } from '../rng';

export interface Interval {
  low: number;
  high: number;
}

/**
 * Percentile bootstrap of means (Efron & Tibshirani 1993, ch. 13): `resamples` samples of the same size are drawn with
 * replacement, and the middle `level` of their means is the interval. Values are one per question, as questions are
 * what another test set would have drawn anew.
 *
 * @param columns figures of the same questions, all of one length: each sample is drawn once, for all of them
 * @param level in (0, 1), 0.95 as a rule
 * @returns one interval per column
 * @throws RangeError without values or resamples, or if the lengths differ
 */
export function bootstrapMeans(
  columns: readonly ArrayLike<number>[],
  rng: Pick<Rng, 'int'>,
  { resamples, level }: { resamples: number; level: number },
): Interval[] {
  return resampledMeans(columns, rng, resamples).map((means) => {
    means.sort();
    return { low: quantile(means, (1 - level) / 2), high: quantile(means, (1 + level) / 2) };
  });
}

/** Per column, the means of samples drawn with replacement, in the order drawn. @throws RangeError as `bootstrapMeans`. */
export function resampledMeans(
  columns: readonly ArrayLike<number>[],
  rng: Pick<Rng, 'int'>,
  resamples: number,
): Float64Array[] {
  const size = columns[0]?.length ?? 0;
  if (size === 0 || resamples < 1) {
    throw new RangeError(`cannot draw ${resamples} samples of ${size} values`);
  }
  if (columns.some((column) => column.length !== size)) {
    throw new RangeError('columns that are drawn together must have the same length');
  }
  const values = columns.map((column) => Float64Array.from(column));
  const means = columns.map(() => new Float64Array(resamples));
  const drawn = new Uint32Array(size);
  for (let sample = 0; sample < resamples; sample++) {
    for (let i = 0; i < size; i++) drawn[i] = rng.int(size);
    for (let c = 0; c < values.length; c++) means[c]![sample] = meanAt(values[c]!, drawn);
  }
  return means;
}

function meanAt(values: Float64Array, places: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += values[places[i]!]!;
  return sum / places.length;
}

/** Quantile of ascending values, linear between neighbours (type 7 of Hyndman & Fan 1996, NumPy's default). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
