import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { startTestBackend } from './backends';
import { numbers, outcomeOf } from './outcomes';
import type { Op } from './outcomes';

export const BACKENDS = ['cpu', 'wasm', 'webgpu'] as const;
export const GPU_VARIANTS = ['barrier-free', 'tiled'] as const;

/** Largest absolute difference of two lists of the same length; NaN if a number is NaN. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(actual[i]! - expected[i]!));
  return largest;
}

/** Fails unless every number is within `tolerance` times the largest expected one (or times 1 if that is smaller). */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  expect(largestDifference(actual, expected)).toBeLessThanOrEqual(tolerance * scale);
}

/**
 * Registers tests: the gradients on cpu agree with central differences, wasm and webgpu agree with cpu, nothing leaks,
 * the GPU reports no error.
 * @param shapes of the inputs
 * @param outputSize number of elements of the output
 */
export function itHasTheRightGradients(op: Op, shapes: readonly number[][], outputSize: number): void {
  const inputs = shapes.map((shape, seed) => ({ shape, data: numbers(tf.util.sizeFromShape(shape), seed) }));
  const weights = numbers(outputSize, 99);

  it('agrees with central differences on cpu', async () => {
    await startTestBackend('cpu');
    const { gradients } = await outcomeOf(op, inputs, weights);
    const step = 2 ** -8;
    const valueAt = async (input: number, element: number, shift: number): Promise<number> => {
      const moved = inputs.map(({ shape, data }) => ({ shape, data: data.slice() }));
      moved[input]!.data[element]! += shift;
      const { output } = await outcomeOf(op, moved, weights);
      return output.reduce((sum, value, i) => sum + value * weights[i]!, 0);
    };
    for (const [input, { data }] of inputs.entries()) {
      const differences = [];
      for (let element = 0; element < data.length; element++) {
        const [above, below] = [await valueAt(input, element, step), await valueAt(input, element, -step)];
        differences.push((above - below) / (2 * step));
      }
      expectClose(gradients[input]!, differences, 2e-3);
    }
  });

  it.each([
    ['wasm', undefined, 1e-5],
    ['webgpu', 'barrier-free', 5e-5],
    ['webgpu', 'tiled', 5e-5],
  ] as const)('agrees with cpu on %s %s', async (backend, variant, tolerance) => {
    await startTestBackend('cpu');
    const expected = await outcomeOf(op, inputs, weights);
    await startTestBackend(backend, { variant });
    const before = tf.memory().numTensors;
    const actual = await outcomeOf(op, inputs, weights);
    expect(tf.memory().numTensors).toBe(before);
    expectClose(actual.output, expected.output, tolerance);
    for (const [input, gradient] of expected.gradients.entries())
      expectClose(actual.gradients[input]!, gradient, tolerance);
    if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
  });
}
