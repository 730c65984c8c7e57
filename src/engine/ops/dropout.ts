import type * as tf from '@tensorflow/tfjs-core';
import { createRng } from '../../core/rng';
import { dropOut } from '../kernels/dropout';
import { withGradient } from './customGradient';

/** What is dropped, and a key that no other layer and step has. */
export interface Dropout {
  /** Share of the elements, 0 <= rate < 1. */
  rate: number;
  /** Non-negative integers, e.g. seed, step and place. */
  key: readonly number[];
}

/**
 * Inverted dropout (Srivastava et al. 2014): each element is set to 0 with the probability `rate`, the others are
 * divided by 1 - rate, so that the expectation stays. The elements follow from the key alone.
 */
export function dropout(x: tf.Tensor, { rate, key }: Dropout): tf.Tensor {
  if (rate === 0) return x;
  const rng = createRng(...key);
  const attributes = {
    key1: rng.uint32() | 0,
    key2: rng.uint32() | 0,
    threshold: Math.round(rate * 2 ** 32) | 0,
    scale: 1 / (1 - rate),
  };
  const drop = (from: tf.Tensor): tf.Tensor => dropOut({ x: from }, x.shape, attributes);
  return withGradient(
    [x],
    () => drop(x),
    (dy) => [() => drop(dy)],
  );
}
