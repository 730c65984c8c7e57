/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, Matrix
 * Computations, sec. 8.5). Costs size^3 a sweep: for tens of rows, not for hundreds.
 *
 * @param matrix [size, size], symmetric
 * @returns values in descending order; `vectors` row i is the unit eigenvector of value i
 */
export function jacobi(
  matrix: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array[] } {
  const a = Float64Array.from(matrix);
  const vectors = Array.from({ length: size }, (_, i) => {
    const unit = new Float64Array(size);
    unit[i] = 1;
    return unit;
  });
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(a, size) > 0; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[j * size + j]! - a[i * size + i]!);
  return {
    values: Float64Array.from(order, (i) => a[i * size + i]!),
    vectors: order.map((i) => vectors[i]!),
  };
}

/** Convergence is quadratic: ten sweeps are plenty. */
const MAX_SWEEPS = 30;

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) sum += Math.abs(a[p * size + q]!);
  return sum;
}

/** Makes a[p][q] zero. */
function rotate(a: Float64Array, vectors: Float64Array[], size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[k * size + p]!, a[k * size + q]!];
    a[k * size + p] = cosine * x - sine * y;
    a[k * size + q] = sine * x + cosine * y;
  }
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = cosine * x - sine * y;
    a[q * size + k] = sine * x + cosine * y;
    const [v, w] = [vectors[p]![k]!, vectors[q]![k]!];
    vectors[p]![k] = cosine * v - sine * w;
    vectors[q]![k] = sine * v + cosine * w;
  }
  // What rounding leaves there would keep the sweeps going.
  a[p * size + q] = a[q * size + p] = 0;
}
