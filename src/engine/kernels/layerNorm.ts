import { defineKernel } from './kernel';
import type { View } from './kernel';

/**
 * Mean and 1 / sqrt(variance + eps) of the row at `start` (biased variance, two passes). Two sums at a time: an addition
 * has to wait for the one before it.
 */
function statistics(x: View, start: number, columns: number, eps: number): [number, number] {
  const end = start + columns;
  const even = end - (columns % 2);
  let sum = even < end ? x[even]! : 0;
  let other = 0;
  for (let i = start; i < even; i += 2) {
    sum += x[i]!;
    other += x[i + 1]!;
  }
  const mean = (sum + other) / columns;
  sum = even < end ? (x[even]! - mean) ** 2 : 0;
  other = 0;
  for (let i = start; i < even; i += 2) {
    const a = x[i]! - mean;
    const b = x[i + 1]! - mean;
    sum += a * a;
    other += b * b;
  }
  return [mean, 1 / Math.sqrt((sum + other) / columns + eps)];
}

const GPU_STATISTICS = `
  fn statistics(start : i32) -> vec2<f32> {
    var mean = 0.0;
    for (var c = 0; c < uniforms.columns; c++) { mean += x[start + c]; }
    mean /= f32(uniforms.columns);
    var squares = 0.0;
    for (var c = 0; c < uniforms.columns; c++) {
      let centred = x[start + c] - mean;
      squares += centred * centred;
    }
    return vec2<f32>(mean, inverseSqrt(squares / f32(uniforms.columns) + uniforms.eps));
  }`;

const attributes = { columns: 'int32', eps: 'float32' } as const;

/** x [N, H], gamma [H], beta [H] -> [N, H]; one thread a row. */
export const layerNorm = defineKernel({
  name: 'LayerNorm',
  inputs: ['x', 'gamma', 'beta'],
  attributes,
  host: ({ x, gamma, beta }, result, { columns, eps }) => {
    for (let start = 0; start < result.length; start += columns) {
      const [mean, scale] = statistics(x, start, columns, eps);
      for (let c = 0; c < columns; c++)
        result[start + c] = (x[start + c]! - mean) * scale * gamma[c]! + beta[c]!;
    }
  },
  simd: (kernels, { x, gamma, beta }, result, { columns, eps }) =>
    kernels.run('layerNorm', x.size / columns, x.at, gamma.at, beta.at, result.at, columns, eps),
  gpuFunctions: GPU_STATISTICS,
  gpu: `
    let start = index * uniforms.columns;
    let row = statistics(start);
    for (var c = 0; c < uniforms.columns; c++) {
      result[start + c] = (x[start + c] - row.x) * row.y * gamma[c] + beta[c];
    }`,
});

/**
 * Gradient by x. With n the normalised row and g = dy * gamma: (g - mean(g) - n * mean(g n)) / sqrt(variance + eps).
 * One thread a row.
 */
export const layerNormGradient = defineKernel({
  name: 'LayerNormGradient',
  inputs: ['x', 'gamma', 'dy'],
  attributes,
  host: ({ x, gamma, dy }, result, { columns, eps }) => {
    for (let start = 0; start < result.length; start += columns) {
      const [mean, scale] = statistics(x, start, columns, eps);
      let sum = 0;
      let product = 0;
      for (let c = 0; c < columns; c++) {
        const g = dy[start + c]! * gamma[c]!;
        sum += g;
        product += g * (x[start + c]! - mean);
      }
      sum /= columns;
      product *= (scale * scale) / columns;
      for (let c = 0; c < columns; c++)
        result[start + c] = (dy[start + c]! * gamma[c]! - sum - (x[start + c]! - mean) * product) * scale;
    }
  },
  simd: (kernels, { x, gamma, dy }, result, { columns, eps }) =>
    kernels.run('layerNormGradient', x.size / columns, x.at, gamma.at, dy.at, result.at, columns, eps),
  gpuFunctions: GPU_STATISTICS,
  gpu: `
    let start = index * uniforms.columns;
    let row = statistics(start);
    var sum = 0.0;
    var product = 0.0;
    for (var c = 0; c < uniforms.columns; c++) {
      let g = dy[start + c] * gamma[c];
      sum += g;
      product += g * (x[start + c] - row.x);
    }
    sum /= f32(uniforms.columns);
    product *= row.y * row.y / f32(uniforms.columns);
    for (var c = 0; c < uniforms.columns; c++) {
      result[start + c] = (dy[start + c] * gamma[c] - sum - (x[start + c] - row.x) * product) * row.y;
    }`,
});

/** dy times the normalised row, [N, H]: its column sums are the gradient by gamma. One thread a row. */
export const layerNormScaled = defineKernel({
  name: 'LayerNormScaled',
  inputs: ['x', 'dy'],
  attributes,
  host: ({ x, dy }, result, { columns, eps }) => {
    for (let start = 0; start < result.length; start += columns) {
      const [mean, scale] = statistics(x, start, columns, eps);
      for (let c = 0; c < columns; c++) result[start + c] = dy[start + c]! * (x[start + c]! - mean) * scale;
    }
  },
  simd: (kernels, { x, dy }, result, { columns, eps }) =>
    kernels.run('layerNormScaled', x.size / columns, x.at, dy.at, result.at, columns, eps),
  gpuFunctions: GPU_STATISTICS,
  gpu: `
    let start = index * uniforms.columns;
    let row = statistics(start);
    for (var c = 0; c < uniforms.columns; c++) {
      result[start + c] = dy[start + c] * (x[start + c] - row.x) * row.y;
    }`,
});
