import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { countDispatches } from '../memory';
import { startTestBackend } from '../testing/backends';
import { expectClose, GPU_VARIANTS } from '../testing/gradients';
import { numbers } from '../testing/outcomes';

/** Sizes of one element, of parts of a tile, of whole tiles and of many workgroups. */
const SIZES = [
  [1, 1, 1],
  [3, 5, 2],
  [8, 4, 4],
  [9, 7, 33],
  [70, 65, 40],
] as const;

describe.each(GPU_VARIANTS)('matrix products, %s', (variant) => {
  it.each(
    SIZES.flatMap((size) =>
      [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ].map(([transposeA, transposeB]) => ({ size, transposeA: transposeA!, transposeB: transposeB! })),
    ),
  )('agree with cpu: $size, transposed $transposeA $transposeB', async ({ size, transposeA, transposeB }) => {
    const [rows, columns, inner] = size;
    const multiply = async (): Promise<Float32Array[]> => {
      const shapeA = transposeA ? [inner, rows] : [rows, inner];
      const shapeB = transposeB ? [columns, inner] : [inner, columns];
      const results = tf.tidy(() => {
        const a = tf.tensor(numbers(3 * rows * inner, 1), [3, ...shapeA]);
        const b = tf.tensor(numbers(3 * columns * inner, 2), [3, ...shapeB]);
        const oneB = tf.slice(b, [0, 0, 0], [1, ...shapeB]);
        const matrixA = tf.reshape(tf.slice(a, [0, 0, 0], [1, ...shapeA]), shapeA);
        const bias = tf.tensor1d(numbers(columns, 3));
        return [
          tf.matMul(a, b, transposeA, transposeB),
          tf.matMul(a, oneB, transposeA, transposeB),
          tf.fused.matMul({ a: matrixA, b: tf.reshape(oneB, shapeB), transposeA, transposeB, bias }),
        ];
      });
      const values = await Promise.all(results.map((result) => result.data<'float32'>()));
      tf.dispose(results);
      return values;
    };
    await startTestBackend('cpu');
    const expected = await multiply();
    await startTestBackend('webgpu', { variant });
    const actual = await multiply();
    expected.forEach((values, i) => expectClose(actual[i]!, values, 1e-5));
    expect(deviceErrors()).toEqual([]);
  });

  it('take one program', async () => {
    await startTestBackend('webgpu', { variant });
    const a = tf.tensor2d(numbers(2000 * 8, 1), [8, 2000]);
    await countDispatches(() => tf.matMul(a, a, false, true).data()).then((count) => expect(count).toBe(1));
  });
});
