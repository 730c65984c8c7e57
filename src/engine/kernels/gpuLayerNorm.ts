import { WORKGROUP } from './gpuKernel';
import type { GpuDefinition } from './gpuKernel';
import { defineGpuKernel } from './kernel';
import { rowVariants } from './rowwise';
import type { Row } from './rowwise';

const attributes = { columns: 'int32', eps: 'float32' } as const;

/** `take` leaves element `i` of the row in `value` (and where `element` reads it from). */
const normalise =
  (take: (i: string) => string, element: (i: string) => string) =>
  ({ each, sum, once }: Row): string => `
    let start = number * uniforms.columns;
    let count = f32(uniforms.columns);
    var total = 0.0;
    ${each('uniforms.columns', `${take('start + c')} total += value;`)}
    let mean = ${sum('total')} / count;
    var squares = 0.0;
    ${each('uniforms.columns', `let centred = ${element('start + c')} - mean; squares += centred * centred;`)}
    let scale = inverseSqrt(${sum('squares')} / count + uniforms.eps);
    ${each('uniforms.columns', `result[start + c] = (${element('start + c')} - mean) * scale * gamma[c] + beta[c];`)}
    ${once('stats[2 * number] = mean; stats[2 * number + 1] = scale;')}`;

/** x [N, H], gamma [H], beta [H] -> `result` [N, H] and `stats` [N, 2]: mean and 1 / sqrt(variance + eps). N threads. */
export const layerNormOnGpu = defineGpuKernel({
  name: 'GpuLayerNorm',
  inputs: ['x', 'gamma', 'beta'],
  attributes,
  outputs: { result: 'float32', stats: 'float32' },
  ...rowVariants(
    normalise(
      (i) => `let value = x[${i}];`,
      (i) => `x[${i}]`,
    ),
  ),
});

/** The same of x + residual, which is kept as `total` [N, H]. */
export const addLayerNormOnGpu = defineGpuKernel({
  name: 'GpuAddLayerNorm',
  inputs: ['x', 'residual', 'gamma', 'beta'],
  attributes,
  outputs: { result: 'float32', stats: 'float32', both: 'float32' },
  ...rowVariants(
    normalise(
      (i) => `let value = x[${i}] + residual[${i}]; both[${i}] = value;`,
      (i) => `both[${i}]`,
    ),
  ),
});

/** Rows whose share in the gradients by gamma and beta is added up by one thread or workgroup. */
const CHUNK = 8;

/** Threads of `layerNormGradientOnGpu`, and rows of its `partial`. */
export function layerNormChunks(rows: number): number {
  return Math.ceil(rows / CHUNK);
}

/**
 * Gradient by x, and [chunks, 2, H] shares of those by gamma and beta. With n the normalised row and g = dy * gamma:
 * (g - mean(g) - n * mean(g n)) / sqrt(variance + eps).
 */
export const layerNormGradientOnGpu = defineGpuKernel({
  name: 'GpuLayerNormGradient',
  inputs: ['x', 'stats', 'gamma', 'dy'],
  attributes: { rows: 'int32', columns: 'int32' },
  outputs: { result: 'float32', partial: 'float32' },
  ...rowVariants(
    ({ each, sum }) => `
      let count = f32(uniforms.columns);
      let share = 2 * number * uniforms.columns;
      ${each('uniforms.columns', 'partial[share + c] = 0.0; partial[share + uniforms.columns + c] = 0.0;')}
      for (var row = number * ${CHUNK}; row < min((number + 1) * ${CHUNK}, uniforms.rows); row++) {
        let start = row * uniforms.columns;
        let mean = stats[2 * row];
        let scale = stats[2 * row + 1];
        var total = 0.0;
        var product = 0.0;
        ${each('uniforms.columns', 'let g = dy[start + c] * gamma[c]; total += g; product += g * (x[start + c] - mean);')}
        total = ${sum('total')} / count;
        product = ${sum('product')} * scale * scale / count;
        ${each(
          'uniforms.columns',
          `
          let slope = dy[start + c];
          let centred = x[start + c] - mean;
          result[start + c] = (slope * gamma[c] - total - centred * product) * scale;
          partial[share + c] += slope * centred * scale;
          partial[share + uniforms.columns + c] += slope;`,
        )}
      }`,
  ),
});

const SUM_COLUMNS = 8;
const SLOTS = WORKGROUP / SUM_COLUMNS;

const sumShares: Pick<GpuDefinition<'partial', 'rows' | 'columns'>, 'gpu' | 'tiled'> = {
  gpu: `
    var total = 0.0;
    for (var row = 0; row < uniforms.rows; row++) { total += partial[row * 2 * uniforms.columns + index]; }
    if (index < uniforms.columns) { gamma[index] = total; } else { beta[index - uniforms.columns] = total; }`,
  tiled: {
    declarations: `var<workgroup> shares : array<f32, ${WORKGROUP}>;`,
    gpu: `
      let index = group * ${SUM_COLUMNS} + lane % ${SUM_COLUMNS};
      let column = min(index, 2 * uniforms.columns - 1);
      var total = 0.0;
      for (var row = lane / ${SUM_COLUMNS}; row < uniforms.rows; row += ${SLOTS}) {
        total += partial[row * 2 * uniforms.columns + column];
      }
      shares[lane] = total;
      workgroupBarrier();
      if (lane < ${SUM_COLUMNS} && index < 2 * uniforms.columns) {
        for (var slot = 1; slot < ${SLOTS}; slot++) { total += shares[slot * ${SUM_COLUMNS} + lane]; }
        if (index < uniforms.columns) { gamma[index] = total; } else { beta[index - uniforms.columns] = total; }
      }`,
    groups: (_attributes, threads) => Math.ceil(threads / SUM_COLUMNS),
  },
};

/** Sums of the shares [rows, 2, columns]: gradients by gamma and beta, [columns] each; 2 * columns threads. */
export const layerNormParametersOnGpu = defineGpuKernel({
  name: 'GpuLayerNormParameters',
  inputs: ['partial'],
  attributes: { rows: 'int32', columns: 'int32' },
  outputs: { gamma: 'float32', beta: 'float32' },
  ...sumShares,
});
