/** Four numbers at a time. AssemblyScript: see ../kernels.ts for how it is compiled and called. */

/** a b + c, in one rounding where relaxed SIMD is at hand and the processor can. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** The sum of the four. */
export function sumOf(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Below it exp is taken for exp(LOWEST), 1.2e-38: the smallest number that isn't denormal. */
const LOWEST: f32 = -87.3;
/** Added to a number below 2^22 it rounds it to an integer and puts that, plus 127, into the lowest bits. */
const ROUNDING: f32 = 12582912 + 127;

/** exp(x) for x <= 0 to a relative error of 2e-7 (Cephes' expf, Moshier 1989); NaN stays NaN. */
export function expOf(x: v128): v128 {
  const clamped = f32x4.pmax(x, f32x4.splat(LOWEST));
  const rounded = multiplyAdd(clamped, f32x4.splat(1.44269504), f32x4.splat(ROUNDING));
  const whole = f32x4.sub(rounded, f32x4.splat(ROUNDING));
  // ln 2 in two parts, so that the difference keeps its last bits.
  let rest = multiplyAdd(whole, f32x4.splat(-0.693359375), clamped);
  rest = multiplyAdd(whole, f32x4.splat(2.1219444e-4), rest);
  let series = f32x4.splat(1.98756915e-4);
  series = multiplyAdd(series, rest, f32x4.splat(1.3981999507e-3));
  series = multiplyAdd(series, rest, f32x4.splat(8.3334519073e-3));
  series = multiplyAdd(series, rest, f32x4.splat(4.1665795894e-2));
  series = multiplyAdd(series, rest, f32x4.splat(1.6666665459e-1));
  series = multiplyAdd(series, rest, f32x4.splat(5.0000001201e-1));
  series = multiplyAdd(f32x4.mul(series, rest), rest, f32x4.add(rest, f32x4.splat(1)));
  return f32x4.mul(series, i32x4.shl(rounded, 23));
}
