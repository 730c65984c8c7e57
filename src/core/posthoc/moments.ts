/** Rows of vectors that are worked on: `values` holds them one after the other. */
export interface Vectors {
  /** [rows, dimensions], row by row. */
  values: Float32Array;
  dimensions: number;
}

/** Mean of the rows, in double precision. [dimensions]. Without rows: zeros. */
export function meanOf({ values, dimensions }: Vectors, rows: ArrayLike<number>): Float64Array {
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * dimensions;
    for (let k = 0; k < dimensions; k++) mean[k]! += values[start + k]!;
  }
  return mean.map((sum) => sum / Math.max(1, rows.length));
}

/**
 * Sum over the rows of (x - centre)(x - centre)^T: with a centre of zeros the Gram matrix X^T X, with the mean the
 * scatter matrix. [dimensions, dimensions], symmetric, in double precision.
 */
export function scatterOf(
  { values, dimensions }: Vectors,
  rows: ArrayLike<number>,
  centre: Float64Array,
): Float64Array {
  const sum = new Float64Array(dimensions * dimensions);
  const row = new Float64Array(dimensions);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * dimensions;
    for (let k = 0; k < dimensions; k++) row[k] = values[start + k]! - centre[k]!;
    for (let a = 0; a < dimensions; a++) {
      const factor = row[a]!;
      const at = a * dimensions;
      for (let b = 0; b <= a; b++) sum[at + b]! += factor * row[b]!;
    }
  }
  for (let a = 0; a < dimensions; a++) {
    for (let b = 0; b < a; b++) sum[b * dimensions + a] = sum[a * dimensions + b]!;
  }
  return sum;
}
