import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { TokenGroup } from '../collate';
import { startTestBackend } from '../testing/backends';
import { deviceErrors } from '../gpuDevice';
import { expectClose, GPU_VARIANTS, itHasTheRightGradients } from '../testing/gradients';
import { numbers, outcomeOf } from '../testing/outcomes';
import { selfAttention } from './selfAttention';

const groups: TokenGroup[] = [
  { first: 0, texts: 1, time: 2, lengths: Int32Array.of(2) },
  { first: 2, texts: 2, time: 3, lengths: Int32Array.of(3, 1) },
];
/** Longer than a block of rows and a tile of keys, and a padded row. */
const longer: TokenGroup[] = [
  { first: 0, texts: 1, time: 37, lengths: Int32Array.of(37) },
  { first: 37, texts: 2, time: 10, lengths: Int32Array.of(9, 10) },
];

/** x, then the weights and the biases of the layers for queries, keys and values. */
const attend =
  (texts: readonly TokenGroup[]) =>
  (x: tf.Tensor, ...[wq, wk, wv, bq, bk, bv]: tf.Tensor[]): tf.Tensor =>
    selfAttention(
      x,
      [
        [wq!, bq!],
        [wk!, bk!],
        [wv!, bv!],
      ],
      texts,
      2,
    );

describe('selfAttention', () => {
  const shapes = [[8, 3], [4, 3], [4, 3], [4, 3], [4], [4], [4]];
  itHasTheRightGradients(attend(groups), shapes, 32);

  it.each(GPU_VARIANTS)('agrees with cpu where texts are longer than tiles, %s', async (variant) => {
    const width = 36;
    const [matrix, vector] = [[2 * width, 20], [2 * width]];
    const inputs = [[57, 20], matrix, matrix, matrix, vector, vector, vector].map((shape, seed) => ({
      shape,
      data: numbers(tf.util.sizeFromShape(shape), seed),
    }));
    const weights = numbers(57 * 2 * width, 99).map((value, i) =>
      Math.floor(i / (2 * width)) === 46 ? 0 : value,
    );
    await startTestBackend('cpu');
    const expected = await outcomeOf(attend(longer), inputs, weights);
    await startTestBackend('webgpu', { variant });
    const actual = await outcomeOf(attend(longer), inputs, weights);
    expectClose(actual.output, expected.output, 5e-5);
    actual.gradients.forEach((gradient, i) => expectClose(gradient, expected.gradients[i]!, 5e-5));
    expect(deviceErrors()).toEqual([]);
  });
});
