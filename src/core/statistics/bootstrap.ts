import type { Rng } from '../rng';

export interface Interval {
  low: number;
  high: number;
}

/**
 * Percentile bootstrap of a mean (Efron & Tibshirani 1993, ch. 13): `resamples` samples of the same size are drawn with
 * replacement, and the middle `level` of their means is the interval. Values are one per query, as queries are what
 * another test set would have drawn anew.
 *
 * @param level in (0, 1), 0.95 as a rule
 * @throws RangeError without values or resamples
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  rng: Pick<Rng, 'int'>,
  { resamples, level }: { resamples: number; level: number },
): Interval {
  const means = resampledMeans(values, rng, resamples).sort();
  return { low: quantile(means, (1 - level) / 2), high: quantile(means, (1 + level) / 2) };
}

/** Means of samples drawn with replacement, in the order drawn. @throws RangeError as `bootstrapMean`. */
export function resampledMeans(
  values: ArrayLike<number>,
  rng: Pick<Rng, 'int'>,
  resamples: number,
): Float64Array {
  if (values.length === 0 || resamples < 1)
    throw new RangeError(`cannot draw ${resamples} samples of ${values.length} values`);
  return Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[rng.int(values.length)]!;
    return sum / values.length;
  });
}

/** Quantile of ascending values, linear between neighbours (type 7 of Hyndman & Fan 1996, NumPy's default). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
