import { expOf, multiplyAdd } from './vector';

/**
 * Phi(x), with density = exp(-x^2 / 2), by Abramowitz & Stegun 7.1.26 for erf, off by less than 1.5e-7: with
 * t = 1 / (1 + p |x| / sqrt 2), the tail is density / 2 * (a1 t + .. + a5 t^5).
 */
function distribution(x: v128, density: v128): v128 {
  const one = f32x4.splat(1);
  const t = f32x4.div(one, multiplyAdd(f32x4.abs(x), f32x4.splat(0.23164189), one));
  let series = f32x4.splat(0.5 * 1.061405429);
  series = multiplyAdd(series, t, f32x4.splat(0.5 * -1.453152027));
  series = multiplyAdd(series, t, f32x4.splat(0.5 * 1.421413741));
  series = multiplyAdd(series, t, f32x4.splat(0.5 * -0.284496736));
  series = multiplyAdd(series, t, f32x4.splat(0.5 * 0.254829592));
  const tail = f32x4.mul(f32x4.mul(series, t), density);
  return v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)));
}

function densityOf(x: v128): v128 {
  return expOf(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

function geluOf(x: v128): v128 {
  return f32x4.mul(x, distribution(x, densityOf(x)));
}

/** Phi(x) + x phi(x) */
function slopeOf(x: v128): v128 {
  const density = densityOf(x);
  return multiplyAdd(f32x4.mul(x, density), f32x4.splat(0.3989422804), distribution(x, density));
}

/** x Phi(x) for the elements first .. end. */
export function gelu(x: usize, to: usize, first: i32, end: i32): void {
  const whole = first + ((end - first) & ~3);
  let i = first;
  for (; i < whole; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, geluOf(v128.load(x + at)));
  }
  for (; i < end; i++) {
    const at = (<usize>i) << 2;
    f32.store(to + at, f32x4.extract_lane(geluOf(v128.load32_splat(x + at)), 0));
  }
}

/** dy times the slope of GELU at x, for the elements first .. end. */
export function geluGradient(x: usize, dy: usize, to: usize, first: i32, end: i32): void {
  const whole = first + ((end - first) & ~3);
  let i = first;
  for (; i < whole; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, f32x4.mul(v128.load(dy + at), slopeOf(v128.load(x + at))));
  }
  for (; i < end; i++) {
    const at = (<usize>i) << 2;
    f32.store(to + at, f32.load(dy + at) * f32x4.extract_lane(slopeOf(v128.load32_splat(x + at)), 0));
  }
}
