import { multiplyAdd, sumOf } from './vector';

const BLOCK: i32 = 1024;

/**
 * One update of AdamW for the elements first .. end: first moment beta1 m + share1 g, second beta2 v + share2 g^2,
 * weight keep w - rate m / (sqrt(v) root + eps). Inputs and results may be the same memory.
 */
export function adamW(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  newW: usize,
  newM: usize,
  newV: usize,
  beta1: f32,
  share1: f32,
  beta2: f32,
  share2: f32,
  keep: f32,
  rate: f32,
  root: f32,
  eps: f32,
  first: i32,
  end: i32,
): void {
  const whole = first + ((end - first) & ~3);
  const keepW = f32x4.splat(keep);
  const keepM = f32x4.splat(beta1);
  const addM = f32x4.splat(share1);
  const keepV = f32x4.splat(beta2);
  const addV = f32x4.splat(share2);
  const step = f32x4.splat(rate);
  const scale = f32x4.splat(root);
  const floor = f32x4.splat(eps);
  let i = first;
  for (; i < whole; i += 4) {
    const at = (<usize>i) << 2;
    const slope = v128.load(g + at);
    const mean = multiplyAdd(keepM, v128.load(m + at), f32x4.mul(addM, slope));
    const square = multiplyAdd(keepV, v128.load(v + at), f32x4.mul(f32x4.mul(addV, slope), slope));
    const by = f32x4.div(f32x4.mul(step, mean), multiplyAdd(f32x4.sqrt(square), scale, floor));
    v128.store(newM + at, mean);
    v128.store(newV + at, square);
    v128.store(newW + at, f32x4.sub(f32x4.mul(keepW, v128.load(w + at)), by));
  }
  for (; i < end; i++) {
    const at = (<usize>i) << 2;
    const slope = f32.load(g + at);
    const mean = beta1 * f32.load(m + at) + share1 * slope;
    const square = beta2 * f32.load(v + at) + share2 * slope * slope;
    f32.store(newM + at, mean);
    f32.store(newV + at, square);
    f32.store(newW + at, keep * f32.load(w + at) - (rate * mean) / (sqrt(square) * root + eps));
  }
}

/**
 * Updates with the gradient 0, one for each step from .. steps of `schedule` (keep, rate and root of each step), of the
 * elements first .. end, in place.
 */
export function adamWWithoutGradient(
  w: usize,
  m: usize,
  v: usize,
  schedule: usize,
  from: i32,
  steps: i32,
  beta1: f32,
  beta2: f32,
  eps: f32,
  first: i32,
  end: i32,
): void {
  const whole = first + ((end - first) & ~3);
  const keepM = f32x4.splat(beta1);
  const keepV = f32x4.splat(beta2);
  const floor = f32x4.splat(eps);
  let i = first;
  for (; i < whole; i += 4) {
    const at = (<usize>i) << 2;
    let weight = v128.load(w + at);
    let mean = v128.load(m + at);
    let square = v128.load(v + at);
    if (!v128.any_true(v128.or(mean, square))) {
      // A row that has met no token yet only decays.
      for (let step = from; step < steps; step++)
        weight = f32x4.mul(v128.load32_splat(schedule + 12 * <usize>step), weight);
      v128.store(w + at, weight);
      continue;
    }
    for (let step = from; step < steps; step++) {
      const numbers = schedule + 12 * <usize>step;
      mean = f32x4.mul(keepM, mean);
      square = f32x4.mul(keepV, square);
      const scale = v128.load32_splat(numbers + 8);
      const by = f32x4.div(
        f32x4.mul(v128.load32_splat(numbers + 4), mean),
        multiplyAdd(f32x4.sqrt(square), scale, floor),
      );
      weight = f32x4.sub(f32x4.mul(v128.load32_splat(numbers), weight), by);
    }
    v128.store(w + at, weight);
    v128.store(m + at, mean);
    v128.store(v + at, square);
  }
  for (; i < end; i++) {
    const at = (<usize>i) << 2;
    let weight = f32.load(w + at);
    let mean = f32.load(m + at);
    let square = f32.load(v + at);
    for (let step = from; step < steps; step++) {
      const numbers = schedule + 12 * <usize>step;
      mean = beta1 * mean;
      square = beta2 * square;
      weight =
        f32.load(numbers) * weight -
        (f32.load(numbers + 4) * mean) / (sqrt(square) * f32.load(numbers + 8) + eps);
    }
    f32.store(w + at, weight);
    f32.store(m + at, mean);
    f32.store(v + at, square);
  }
}

/** Sums of squares of `parts` equal shares of x [count], for the shares first .. end. */
export function sumSquares(x: usize, count: i32, parts: i32, to: usize, first: i32, end: i32): void {
  const share = (count + parts - 1) / parts;
  for (let part = first; part < end; part++) {
    const begin = min(part * share, count);
    f32.store(to + ((<usize>part) << 2), <f32>sumOfSquares(x, begin, min(begin + share, count)));
  }
}

function sumOfSquares(x: usize, first: i32, end: i32): f64 {
  // Blocks in single precision, their sums in double.
  let total: f64 = 0;
  while (first < end) {
    const stop = min(first + BLOCK, end);
    const whole = first + ((stop - first) & ~7);
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (; first < whole; first += 8) {
      const at = x + ((<usize>first) << 2);
      const a = v128.load(at);
      const b = v128.load(at, 16);
      even = multiplyAdd(a, a, even);
      odd = multiplyAdd(b, b, odd);
    }
    total += <f64>sumOf(f32x4.add(even, odd));
    for (; first < stop; first++) {
      const value = f32.load(x + ((<usize>first) << 2));
      total += <f64>(value * value);
    }
  }
  return total;
}
