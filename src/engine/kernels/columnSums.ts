import { defineHostKernel } from './kernel';

/** Sum over the rows of a matrix: x [N, H] -> [H]. */
export const columnSums = defineHostKernel({
  name: 'ColumnSums',
  inputs: ['x'],
  attributes: {},
  host: ({ x }, result) => {
    const columns = result.length;
    const sums = new Float64Array(columns);
    const whole = x.length - (x.length % (4 * columns));
    // Four rows a turn: the sums are loaded and stored less often.
    for (let start = 0; start < whole; start += 4 * columns) {
      for (let c = 0, at = start; c < columns; c++, at++)
        sums[c]! += x[at]! + x[at + columns]! + (x[at + 2 * columns]! + x[at + 3 * columns]!);
    }
    for (let start = whole; start < x.length; start += columns) {
      for (let c = 0; c < columns; c++) sums[c]! += x[start + c]!;
    }
    result.set(sums);
  },
  simd: (kernels, { x }, result) =>
    kernels.run('columnSums', result.size, x.at, x.size / result.size, result.size, result.at),
});
