import { createRng } from '../rng';
import { jacobi } from './jacobi';

/** Vectors iterated beside those asked for: the first converge as fast as the ratio to the first one left out. */
const BESIDE = 6;
const MAX_ROUNDS = 300;

/** Largest residual ||A v - value v|| of a vector, as a share of the largest eigenvalue. */
const TOLERANCE = 1e-10;

/**
 * The eigenvectors of the largest eigenvalues of a symmetric positive semi-definite matrix, by orthogonal iteration
 * with a Rayleigh-Ritz step (Golub & Van Loan, Matrix Computations, sec. 8.2.4). The start is drawn with a fixed
 * seed, so that equal matrices give equal vectors.
 *
 * @param matrix [size, size]; of X^T X the results are the right singular vectors of X (rows = texts), which are the
 *   left ones of the papers' X^T
 * @param count 1 .. size
 * @returns `count` unit vectors, by descending eigenvalue; their sign means nothing
 */
export function topEigenvectors(matrix: Float64Array, size: number, count: number): Float64Array[] {
  const block = Math.min(size, count + BESIDE);
  const rng = createRng(size, count);
  let basis = orthonormal(
    Array.from({ length: block }, () => Float64Array.from({ length: size }, () => rng.float() - 0.5)),
  );
  for (let round = 0; ; round++) {
    const images = basis.map((vector) => times(matrix, vector));
    const small = new Float64Array(block * block);
    for (let i = 0; i < block; i++) {
      for (let j = 0; j < block; j++) small[i * block + j] = dot(basis[i]!, images[j]!);
    }
    const { values, vectors } = jacobi(symmetric(small, block), block);
    const ritz = vectors.map((weights) => combined(basis, weights));
    const moved = vectors.map((weights) => combined(images, weights));
    const worst = Math.max(...ritz.slice(0, count).map((v, i) => distance(moved[i]!, v, values[i]!)));
    if (worst <= TOLERANCE * Math.abs(values[0]!) || round === MAX_ROUNDS) return ritz.slice(0, count);
    basis = orthonormal(moved);
  }
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function combined(vectors: Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]!.length);
  for (const [i, vector] of vectors.entries()) {
    for (let k = 0; k < sum.length; k++) sum[k]! += weights[i]! * vector[k]!;
  }
  return sum;
}

function distance(moved: Float64Array, vector: Float64Array, value: number): number {
  let sum = 0;
  for (let k = 0; k < moved.length; k++) sum += (moved[k]! - value * vector[k]!) ** 2;
  return Math.sqrt(sum);
}

function symmetric(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((x, at) => (x + matrix[(at % size) * size + Math.floor(at / size)]!) / 2);
}

/** Modified Gram-Schmidt, twice; a vector without anything of its own gives zeros. */
function orthonormal(vectors: Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const own = Float64Array.from(vector);
    const before = Math.sqrt(dot(own, own));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of done) {
        const along = dot(own, other);
        for (let k = 0; k < own.length; k++) own[k]! -= along * other[k]!;
      }
    }
    const norm = Math.sqrt(dot(own, own));
    done.push(norm > before * 1e-13 ? own.map((x) => x / norm) : own.fill(0));
  }
  return done;
}
