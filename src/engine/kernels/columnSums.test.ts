import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { columnSums } from '../ops/matMul';
import { startTestBackend } from '../testing/backends';
import { BACKENDS } from '../testing/gradients';

it.each(BACKENDS)('sums columns of any number of rows on %s', async (backend) => {
  await startTestBackend(backend);
  for (let rows = 1; rows <= 9; rows++) {
    // Row r is [r, 10 r, 100 r], r from 1: the sums are triangular numbers.
    const x = tf.tensor2d(Array.from({ length: rows }, (_, r) => [r + 1, 10 * (r + 1), 100 * (r + 1)]));
    const sums = tf.tidy(() => columnSums(x));
    const triangular = (rows * (rows + 1)) / 2;
    expect([...(await sums.data())]).toEqual([triangular, 10 * triangular, 100 * triangular]);
    tf.dispose([x, sums]);
  }
});
