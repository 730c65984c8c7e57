import type * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import type { DenseDefinition } from '../core/encoderDefinition';
import { applyHead } from './head';
import { itHasTheRightGradients } from './testing/gradients';

const layer = (path: string, inputs: number, outputs: number): DenseDefinition => ({
  path,
  inputs,
  outputs,
  bias: true,
  activation: 'tanh',
});

/** The tensors by the names that the head asks for. */
function named(tensors: Record<string, tf.Tensor>): (name: string) => tf.Tensor {
  return (name) => tensors[name]!;
}

describe.each(['identity', 'tanh', 'relu', 'gelu', 'sigmoid'] as const)(
  'a dense layer with %s',
  (activation) => {
    itHasTheRightGradients(
      (x, weight, bias) =>
        applyHead(
          x,
          [{ ...layer('2_Dense', 3, 4), activation }],
          named({ '2_Dense/linear.weight': weight, '2_Dense/linear.bias': bias }),
        ),
      [[5, 3], [4, 3], [4]],
      20,
    );
  },
);

describe('two dense layers, the first without a bias', () => {
  itHasTheRightGradients(
    (x, first, second, bias) =>
      applyHead(
        x,
        [{ ...layer('2_Dense', 3, 4), bias: false }, layer('3_Dense', 4, 2)],
        named({
          '2_Dense/linear.weight': first,
          '3_Dense/linear.weight': second,
          '3_Dense/linear.bias': bias,
        }),
      ),
    [[5, 3], [4, 3], [2, 4], [2]],
    10,
  );
});
