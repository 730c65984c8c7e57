import { multiplyAdd, sumOf } from './vector';

/** Layer normalisation; all matrices are [rows, columns], and only the rows first .. end are written. */

let mean: f32 = 0;
/** 1 / sqrt(variance + eps) */
let inverse: f32 = 0;

/** Sets `mean` and `inverse` for one row (biased variance, two passes). */
function measure(row: usize, columns: i32, eps: f32): void {
  const end = row + ((<usize>columns) << 2);
  const whole = row + ((<usize>(columns & ~3)) << 2);
  let sums = f32x4.splat(0);
  let at = row;
  for (; at < whole; at += 16) sums = f32x4.add(sums, v128.load(at));
  let sum = sumOf(sums);
  for (; at < end; at += 4) sum += f32.load(at);
  mean = sum / <f32>columns;
  const centre = f32x4.splat(mean);
  sums = f32x4.splat(0);
  for (at = row; at < whole; at += 16) {
    const off = f32x4.sub(v128.load(at), centre);
    sums = multiplyAdd(off, off, sums);
  }
  sum = sumOf(sums);
  for (; at < end; at += 4) {
    const off = f32.load(at) - mean;
    sum += off * off;
  }
  inverse = 1 / sqrt(sum / <f32>columns + eps);
}

/** (x - mean) / sqrt(variance + eps) * gamma + beta */
export function layerNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  to: usize,
  columns: i32,
  eps: f32,
  first: i32,
  end: i32,
): void {
  const bytes = (<usize>columns) << 2;
  const whole = (<usize>(columns & ~3)) << 2;
  for (let row = first; row < end; row++) {
    const from = x + <usize>row * bytes;
    const out = to + <usize>row * bytes;
    measure(from, columns, eps);
    const centre = f32x4.splat(mean);
    const scale = f32x4.splat(inverse);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const normal = f32x4.mul(f32x4.sub(v128.load(from + at), centre), scale);
      v128.store(out + at, multiplyAdd(normal, v128.load(gamma + at), v128.load(beta + at)));
    }
    for (; at < bytes; at += 4)
      f32.store(
        out + at,
        (f32.load(from + at) - mean) * inverse * f32.load(gamma + at) + f32.load(beta + at),
      );
  }
}

/** Gradient by x; with n the normalised row and g = dy gamma: (g - mean(g) - n mean(g n)) / sqrt(variance + eps). */
export function layerNormGradient(
  x: usize,
  gamma: usize,
  dy: usize,
  to: usize,
  columns: i32,
  eps: f32,
  first: i32,
  end: i32,
): void {
  const bytes = (<usize>columns) << 2;
  const whole = (<usize>(columns & ~3)) << 2;
  for (let row = first; row < end; row++) {
    const from = x + <usize>row * bytes;
    const slope = dy + <usize>row * bytes;
    const out = to + <usize>row * bytes;
    measure(from, columns, eps);
    const centre = f32x4.splat(mean);
    let sums = f32x4.splat(0);
    let products = f32x4.splat(0);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const g = f32x4.mul(v128.load(slope + at), v128.load(gamma + at));
      sums = f32x4.add(sums, g);
      products = multiplyAdd(g, f32x4.sub(v128.load(from + at), centre), products);
    }
    let sum = sumOf(sums);
    let product = sumOf(products);
    for (; at < bytes; at += 4) {
      const g = f32.load(slope + at) * f32.load(gamma + at);
      sum += g;
      product += g * (f32.load(from + at) - mean);
    }
    sum /= <f32>columns;
    product *= (inverse * inverse) / <f32>columns;
    const shift = f32x4.splat(sum);
    const along = f32x4.splat(product);
    const scale = f32x4.splat(inverse);
    for (at = 0; at < whole; at += 16) {
      const g = f32x4.mul(v128.load(slope + at), v128.load(gamma + at));
      const off = f32x4.mul(f32x4.sub(v128.load(from + at), centre), along);
      v128.store(out + at, f32x4.mul(f32x4.sub(f32x4.sub(g, shift), off), scale));
    }
    for (; at < bytes; at += 4) {
      const g = f32.load(slope + at) * f32.load(gamma + at);
      f32.store(out + at, (g - sum - (f32.load(from + at) - mean) * product) * inverse);
    }
  }
}

/** dy times the normalised row. */
export function layerNormScaled(
  x: usize,
  dy: usize,
  to: usize,
  columns: i32,
  eps: f32,
  first: i32,
  end: i32,
): void {
  const bytes = (<usize>columns) << 2;
  const whole = (<usize>(columns & ~3)) << 2;
  for (let row = first; row < end; row++) {
    const from = x + <usize>row * bytes;
    const slope = dy + <usize>row * bytes;
    const out = to + <usize>row * bytes;
    measure(from, columns, eps);
    const centre = f32x4.splat(mean);
    const scale = f32x4.splat(inverse);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const normal = f32x4.mul(f32x4.sub(v128.load(from + at), centre), scale);
      v128.store(out + at, f32x4.mul(normal, v128.load(slope + at)));
    }
    for (; at < bytes; at += 4)
      f32.store(out + at, (f32.load(from + at) - mean) * inverse * f32.load(slope + at));
  }
}
