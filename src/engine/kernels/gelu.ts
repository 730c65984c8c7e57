import { defineKernel } from './kernel';

/**
 * Abramowitz & Stegun 7.1.26: erf(z) = 1 - (a1 t + .. + a5 t^5) exp(-z^2), t = 1 / (1 + 0.3275911 z), z >= 0;
 * absolute error below 1.5e-7. Its exponential is also the normal density that the slope needs.
 */
const TAIL = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429] as const;
const INVERSE_SQRT_2PI = 0.3989422804014327;

const [A1, A2, A3, A4, A5] = TAIL;

/** Half of (1 - erf(|x| / sqrt 2)), with `density` = exp(-x^2 / 2). */
function upperTail(x: number, density: number): number {
  const t = 1 / (1 + 0.3275911 * Math.SQRT1_2 * Math.abs(x));
  return 0.5 * density * t * (A1 + t * (A2 + t * (A3 + t * (A4 + t * A5))));
}

const GPU_TAIL = `
  fn upperTail(x : f32, density : f32) -> f32 {
    let t = 1.0 / (1.0 + 0.3275911 * ${Math.SQRT1_2} * abs(x));
    return 0.5 * density * t * (${A1} + t * (${A2} + t * (${A3} + t * (${A4} + t * ${A5}))));
  }`;

/** x -> x/2 (1 + erf(x / sqrt 2)), element by element. */
export const gelu = defineKernel({
  name: 'Gelu',
  inputs: ['x'],
  attributes: {},
  host: ({ x }, result) => {
    for (let i = 0; i < result.length; i++) {
      const value = x[i]!;
      const tail = upperTail(value, Math.exp(-0.5 * value * value));
      result[i] = value * (value < 0 ? tail : 1 - tail);
    }
  },
  gpuFunctions: GPU_TAIL,
  gpu: `
    let value = x[index];
    let tail = upperTail(value, exp(-0.5 * value * value));
    result[index] = value * select(1.0 - tail, tail, value < 0.0);`,
});

/** dy times the slope of GELU at x: Phi(x) + x phi(x). */
export const geluGradient = defineKernel({
  name: 'GeluGradient',
  inputs: ['x', 'dy'],
  attributes: {},
  host: ({ x, dy }, result) => {
    for (let i = 0; i < result.length; i++) {
      const value = x[i]!;
      const density = Math.exp(-0.5 * value * value);
      const tail = upperTail(value, density);
      result[i] = dy[i]! * ((value < 0 ? tail : 1 - tail) + value * INVERSE_SQRT_2PI * density);
    }
  },
  gpuFunctions: GPU_TAIL,
  gpu: `
    let value = x[index];
    let density = exp(-0.5 * value * value);
    let tail = upperTail(value, density);
    result[index] = dy[index] * (select(1.0 - tail, tail, value < 0.0) + value * ${INVERSE_SQRT_2PI} * density);`,
});
