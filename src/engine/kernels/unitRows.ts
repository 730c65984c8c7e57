import { defineKernel } from './kernel';
import { rowVariants } from './rowwise';

/** Keeps a vector of zeros from dividing by 0; the value of torch's `F.normalize`. */
const SMALLEST_NORM = 1e-12;

const attributes = { columns: 'int32' } as const;

const GPU_NORM = (each: (count: string, line: string) => string, sum: (share: string) => string): string => `
  let start = number * uniforms.columns;
  var squares = 0.0;
  ${each('uniforms.columns', 'squares += x[start + c] * x[start + c];')}
  let inverse = 1.0 / max(sqrt(${sum('squares')}), ${SMALLEST_NORM});`;

function inverseNorm(x: ArrayLike<number>, start: number, columns: number): number {
  let squares = 0;
  for (let i = start; i < start + columns; i++) squares += x[i]! * x[i]!;
  return 1 / Math.max(Math.sqrt(squares), SMALLEST_NORM);
}

/** Each row divided by its L2 norm: x [B, D] -> [B, D]. One thread a row. */
export const unitRows = defineKernel({
  name: 'UnitRows',
  inputs: ['x'],
  attributes,
  host: ({ x }, result, { columns }) => {
    for (let start = 0; start < result.length; start += columns) {
      const inverse = inverseNorm(x, start, columns);
      for (let i = start; i < start + columns; i++) result[i] = x[i]! * inverse;
    }
  },
  ...rowVariants<'columns'>(
    ({ each, sum }) => `
      ${GPU_NORM(each, sum)}
      ${each('uniforms.columns', 'result[start + c] = x[start + c] * inverse;')}`,
  ),
});

/** Its gradient: with u the unit row, (dy - u (dy . u)) / norm. One thread a row. */
export const unitRowsGradient = defineKernel({
  name: 'UnitRowsGradient',
  inputs: ['x', 'dy'],
  attributes,
  host: ({ x, dy }, result, { columns }) => {
    for (let start = 0; start < result.length; start += columns) {
      const inverse = inverseNorm(x, start, columns);
      let along = 0;
      for (let i = start; i < start + columns; i++) along += dy[i]! * x[i]! * inverse;
      for (let i = start; i < start + columns; i++) result[i] = (dy[i]! - x[i]! * inverse * along) * inverse;
    }
  },
  ...rowVariants<'columns'>(
    ({ each, sum }) => `
      ${GPU_NORM(each, sum)}
      var along = 0.0;
      ${each('uniforms.columns', 'along += dy[start + c] * x[start + c];')}
      along = ${sum('along')} * inverse;
      ${each(
        'uniforms.columns',
        'result[start + c] = (dy[start + c] - x[start + c] * inverse * along) * inverse;',
      )}`,
  ),
});
