import { defineSimdKernel } from './kernel';
import type { Place } from './kernel';
import type { SimdKernels } from '../simd/kernels';

const inputs = ['a', 'b'] as const;
/** Sizes of the result and the dimension that is summed over; 1 where a or b is stored as its transpose. */
const attributes = {
  rows: 'int32',
  columns: 'int32',
  inner: 'int32',
  transposeA: 'int32',
  transposeB: 'int32',
} as const;
type Sizes = Record<keyof typeof attributes, number>;

function multiply(
  kernels: SimdKernels,
  a: Place,
  b: Place,
  bias: number,
  to: Place,
  { rows, columns, inner, transposeA, transposeB }: Sizes,
): void {
  const left = [a.at, 4 * (transposeA ? rows : inner), transposeA === 1] as const;
  const right = [b.at, 4 * (transposeB ? inner : columns), transposeB === 1] as const;
  kernels.run('product', rows, ...left, ...right, columns, inner, bias, to.at, 4 * columns);
}

/** a b -> [rows, columns]. */
export const matrixProduct = defineSimdKernel({
  name: 'MatrixProduct',
  inputs,
  attributes,
  simd: (kernels, { a, b }, result, sizes) => multiply(kernels, a, b, 0, result, sizes),
});

/** a b + bias [columns] -> [rows, columns]. */
export const matrixProductWithBias = defineSimdKernel({
  name: 'MatrixProductWithBias',
  inputs: [...inputs, 'bias'],
  attributes,
  simd: (kernels, { a, b, bias }, result, sizes) => multiply(kernels, a, b, bias.at, result, sizes),
});
