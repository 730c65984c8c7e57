import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { startTestBackend } from '../testing/backends';
import { numbers } from '../testing/outcomes';
import { adamStep } from '../../core/adam';
import { createFlatAdam } from './flat';

// More elements than one row of workgroups holds (65,535 of 64 threads).
const LARGE = 65_535 * 64 + 100;

it('updates every element of a large parameter, and the parameters behind it', async () => {
  await startTestBackend('webgpu');
  const parameters = [
    { name: 'a.bias', value: tf.keep<tf.Tensor>(tf.tensor1d([1, 2, 3])) },
    { name: 'b.weight', value: tf.keep<tf.Tensor>(tf.ones([LARGE])) },
    { name: 'c.weight', value: tf.keep<tf.Tensor>(tf.tensor1d([4])) },
  ];
  const optimiser = createFlatAdam(parameters);
  const gradients = [tf.tensor1d([1, -1, 1]), tf.tensor1d(numbers(LARGE, 3)), tf.tensor1d([2])];
  optimiser.collect(gradients);
  // The first step of Adam is the learning rate times the gradient's sign (Kingma & Ba 2015, section 2.1).
  optimiser.update(adamStep(1, 0.5, 0.1, 1));
  const [a, b, c] = await Promise.all(parameters.map(({ value }) => value.data<'float32'>()));
  const near = (value: number, expected: number): boolean => Math.abs(value - expected) < 1e-4;
  expect([0.5, 2.5, 2.5].every((expected, i) => near(a![i]!, expected))).toBe(true);
  expect(near(c![0]!, 4 * 0.95 - 0.5)).toBe(true);
  const wrong = numbers(LARGE, 3).findIndex(
    (gradient, i) => Math.abs(gradient) > 1e-3 && !near(b![i]!, 0.95 - 0.5 * Math.sign(gradient)),
  );
  expect(wrong).toBe(-1);
  optimiser.dispose();
  tf.dispose([gradients, parameters.map(({ value }) => value)]);
  expect(deviceErrors()).toEqual([]);
});
