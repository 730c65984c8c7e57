import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { startTestBackend } from '../testing/backends';

it('a clone on wasm shares the memory and outlives the original', async () => {
  await startTestBackend('wasm');
  const before = tf.memory();
  const original = tf.tensor1d([1, 2, 3]);
  const clone = tf.clone(original);
  const backend = tf.backend() as BackendWasm;
  expect(backend.getMemoryOffset(clone.dataId)).toBe(backend.getMemoryOffset(original.dataId));
  original.dispose();
  const other = tf.tensor1d([4, 5, 6]);
  expect([...(await clone.data())]).toEqual([1, 2, 3]);
  tf.dispose([clone, other]);
  expect(tf.memory()).toEqual(before);
});
