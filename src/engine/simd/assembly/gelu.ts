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

/** Four numbers, or those that there are. */
function loadSome(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  let some = v128.load32_zero(from);
  if (count > 1) some = v128.load32_lane(from + 4, some, 1);
  if (count > 2) some = v128.load32_lane(from + 8, some, 2);
  return some;
}

function storeSome(to: usize, count: i32, x: v128): void {
  if (count >= 4) {
    v128.store(to, x);
    return;
  }
  v128.store32_lane(to, x, 0);
  if (count > 1) v128.store32_lane(to + 4, x, 1);
  if (count > 2) v128.store32_lane(to + 8, x, 2);
}

/** x Phi(x) for the elements first .. end. */
export function gelu(x: usize, to: usize, first: i32, end: i32): void {
  for (let i = first; i < end; i += 4) {
    const at = (<usize>i) << 2;
    const value = loadSome(x + at, end - i);
    storeSome(to + at, end - i, f32x4.mul(value, distribution(value, densityOf(value))));
  }
}

/** dy times the slope of GELU at x, Phi(x) + x phi(x), for the elements first .. end. */
export function geluGradient(x: usize, dy: usize, to: usize, first: i32, end: i32): void {
  for (let i = first; i < end; i += 4) {
    const at = (<usize>i) << 2;
    const value = loadSome(x + at, end - i);
    const density = densityOf(value);
    const scaled = f32x4.mul(density, f32x4.splat(0.3989422804));
    const slope = multiplyAdd(value, scaled, distribution(value, density));
    storeSome(to + at, end - i, f32x4.mul(loadSome(dy + at, end - i), slope));
  }
}
