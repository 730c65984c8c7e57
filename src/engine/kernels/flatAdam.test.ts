import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, expectClose } from '../testing/gradients';
import { addTo, updateFlat } from './flatAdam';

describe.each(BACKENDS)('the flat update on %s', (backend) => {
  it('updates values and moments, the first of them with decay', async () => {
    await startTestBackend(backend);
    // Values, first moments, second moments of two numbers; of the values only the first decays.
    const state = tf.tensor1d([8, 4, 0, 10, 0, 0]);
    const gradient = tf.tensor1d([10, 0]);
    const attributes = {
      size: 2,
      decayed: 1,
      beta1: 0.9,
      beta2: 0.5,
      eps: 1,
      share1: 0.1,
      share2: 0.5,
      keep: 0.75,
      rate: 2,
      root: 3,
    };
    updateFlat(state, { gradient }, attributes, 2);
    // By hand: m = 0.1 * 10 and 0.9 * 10, v = 0.5 * 100 and 0, w = 0.75 * 8 - 2 * 1 / (3 sqrt 50 + 1) and 4 - 2 * 9 / 1.
    const values = [6 - 2 / (3 * Math.sqrt(50) + 1), -14, 1, 9, 50, 0];
    expectClose(await state.data(), values, 1e-6);
    // Again, since a tensor on a GPU that was read keeps what was read.
    updateFlat(state, { gradient }, { ...attributes, rate: 0, keep: 1, beta1: 1, share1: 0 }, 2);
    expectClose(await state.data(), [values[0]!, -14, 1, 9, 75, 0], 1e-6);
    tf.dispose([state, gradient]);
    expect(deviceErrors()).toEqual([]);
  });

  it('adds a vector to another', async () => {
    await startTestBackend(backend);
    const [sum, x] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([10, 20, 30])];
    addTo(sum, { x }, {}, 3);
    expect([...(await sum.data())]).toEqual([11, 22, 33]);
    tf.dispose([sum, x]);
    expect(deviceErrors()).toEqual([]);
  });
});
