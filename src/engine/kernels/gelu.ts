import { defineKernel } from './kernel';
import type { View } from './kernel';

const INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

/** Beyond +-LIMIT the normal distribution function is 0 or 1 to float32. */
const LIMIT = 8;
const STEPS_PER_UNIT = 1024;

/**
 * On the host the functions are read from tables, linear between the entries: off by less than 1e-7, and several times
 * as fast as an exponential for each element of the widest matrix of a layer.
 */
const { distribution, slope } = tabulate();

/** Phi(x), and the slope of x Phi(x), which is Phi(x) + x phi(x), at -LIMIT, -LIMIT + 1 / STEPS_PER_UNIT, .. LIMIT. */
function tabulate(): { distribution: Float32Array; slope: Float32Array } {
  const density = (x: number): number => INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
  const entries = 2 * LIMIT * STEPS_PER_UNIT + 1;
  const tables = { distribution: new Float32Array(entries), slope: new Float32Array(entries) };
  const step = 1 / STEPS_PER_UNIT;
  let phi = 0;
  for (let entry = 0; entry < entries; entry++) {
    const x = entry * step - LIMIT;
    // Simpson's rule over the step just passed.
    if (entry > 0) phi += (step / 6) * (density(x - step) + 4 * density(x - step / 2) + density(x));
    tables.distribution[entry] = phi;
    tables.slope[entry] = phi + x * density(x);
  }
  return tables;
}

/** factor[i] times the tabulated function at x[i]; the function is 0 below the table and 1 above. */
function timesTabulated(table: Float32Array, x: View, factor: View, result: Float32Array): void {
  for (let i = 0; i < result.length; i++) {
    const place = (x[i]! + LIMIT) * STEPS_PER_UNIT;
    if (place >= 0 && place < 2 * LIMIT * STEPS_PER_UNIT) {
      const entry = place | 0;
      const value = table[entry]!;
      result[i] = factor[i]! * (value + (table[entry + 1]! - value) * (place - entry));
    } else {
      // Comparing this way round lets NaN through.
      result[i] = place < 0 ? 0 : factor[i]! * (place > 0 ? 1 : NaN);
    }
  }
}

/**
 * Abramowitz & Stegun 7.1.26: erf(z) = 1 - (a1 t + .. + a5 t^5) exp(-z^2), t = 1 / (1 + 0.3275911 z), z >= 0;
 * absolute error below 1.5e-7. `density` is exp(-x^2 / 2); the result Phi(x).
 */
export const GPU_DISTRIBUTION = `
  fn distribution(x : f32, density : f32) -> f32 {
    let t = 1.0 / (1.0 + 0.3275911 * ${Math.SQRT1_2} * abs(x));
    let polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    let tail = 0.5 * density * polynomial;
    return select(1.0 - tail, tail, x < 0.0);
  }`;

/** x -> x/2 (1 + erf(x / sqrt 2)) = x Phi(x), element by element. */
export const gelu = defineKernel({
  name: 'Gelu',
  inputs: ['x'],
  attributes: {},
  host: ({ x }, result) => timesTabulated(distribution, x, x, result),
  simd: (kernels, { x }, result) => kernels.run('gelu', x.size, x.at, result.at),
  gpuFunctions: GPU_DISTRIBUTION,
  gpu: `
    let value = x[index];
    result[index] = value * distribution(value, exp(-0.5 * value * value));`,
});

/** dy times the slope of GELU at x. */
export const geluGradient = defineKernel({
  name: 'GeluGradient',
  inputs: ['x', 'dy'],
  attributes: {},
  host: ({ x, dy }, result) => timesTabulated(slope, x, dy, result),
  simd: (kernels, { x, dy }, result) => kernels.run('geluGradient', x.size, x.at, dy.at, result.at),
  gpuFunctions: GPU_DISTRIBUTION,
  gpu: `
    let value = x[index];
    let density = exp(-0.5 * value * value);
    result[index] = dy[index] * (distribution(value, density) + value * ${INVERSE_SQRT_2PI} * density);`,
});
