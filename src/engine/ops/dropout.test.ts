import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, itHasTheRightGradients } from '../testing/gradients';
import { dropout } from './dropout';

describe('dropout', () => {
  itHasTheRightGradients((x) => dropout(x, { rate: 0.3, key: [1, 2] }), [[4, 7]], 28);

  const drawn = async (rate: number, key: number[], count = 100_000): Promise<Float32Array> => {
    const ones = tf.ones([count]);
    const result = dropout(ones, { rate, key });
    const values = await result.data<'float32'>();
    tf.dispose([ones, result]);
    return values;
  };

  it('drops the same elements on every backend', async () => {
    const results = [];
    for (const backend of BACKENDS) {
      await startTestBackend(backend);
      results.push((await drawn(0.9, [5], 5000)).map((value) => Number(value === 0)));
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(deviceErrors()).toEqual([]);
  });

  it.each([0.1, 0.5, 0.9])('drops a share of %f and keeps the expectation', async (rate) => {
    await startTestBackend('cpu');
    const values = await drawn(rate, [7, 1]);
    const dropped = values.filter((value) => value === 0).length / values.length;
    // Five standard deviations of a binomial share.
    expect(Math.abs(dropped - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / values.length));
    const kept = values.find((value) => value !== 0)!;
    expect(kept).toBeCloseTo(1 / (1 - rate), 5);
  });

  it('has no correlation between neighbours, between steps and between places', async () => {
    await startTestBackend('cpu');
    const [one, step, place] = await Promise.all(
      [
        [3, 0, 0],
        [3, 1, 0],
        [3, 0, 1],
      ].map((key) => drawn(0.5, key)),
    );
    const correlation = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, i) => sum + (value - 1) * (b[i]! - 1), 0) / a.length;
    const shifted = (by: number): Float32Array =>
      Float32Array.from(one!, (_, i) => one![(i + by) % one!.length]!);
    for (const other of [step!, place!, shifted(1), shifted(64), shifted(384)])
      expect(Math.abs(correlation(one!, other))).toBeLessThan(5 / Math.sqrt(one!.length));
  });

  it('is nothing at the rate 0', async () => {
    await startTestBackend('cpu');
    const x = tf.tensor1d([1, 2]);
    expect(dropout(x, { rate: 0, key: [1] })).toBe(x);
    x.dispose();
  });
});
