/** Mean, deviation and number: how a figure over seeds, queries or groups is reported. */
export interface Summary {
  mean: number;
  /** Of a sample (divisor n - 1); null of one value, of which nothing is known. */
  deviation: number | null;
  n: number;
}

/** @throws RangeError of nothing */
export function summarise(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) throw new RangeError('nothing to summarise');
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null, n };
}
