import * as tf from '@tensorflow/tfjs-core';
import type { DenseDefinition } from '../core/encoderDefinition';
import { gelu } from './ops/gelu';
import { linear } from './ops/linear';

const ACTIVATIONS: Record<DenseDefinition['activation'], (x: tf.Tensor) => tf.Tensor> = {
  identity: (x) => x,
  tanh: tf.tanh,
  relu: tf.relu,
  gelu,
  sigmoid: tf.sigmoid,
};

/**
 * Dense layers behind the pooling (`Dense` of sentence-transformers).
 * @param pooled [texts, inputs of the first layer]
 * @param parameter gives a parameter's tensor by name
 * @returns [texts, outputs of the last layer]
 */
export function applyHead(
  pooled: tf.Tensor,
  layers: readonly DenseDefinition[],
  parameter: (name: string) => tf.Tensor,
): tf.Tensor {
  let x = pooled;
  for (const { path, bias, outputs, activation } of layers) {
    const shift = bias ? parameter(`${path}/linear.bias`) : tf.zeros([outputs]);
    x = ACTIVATIONS[activation](linear(x, parameter(`${path}/linear.weight`), shift));
  }
  return x;
}

/** Names and shapes of the tensors of dense layers. */
export function headShapes(layers: readonly DenseDefinition[]): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  for (const { path, inputs, outputs, bias } of layers) {
    shapes.set(`${path}/linear.weight`, [outputs, inputs]);
    if (bias) shapes.set(`${path}/linear.bias`, [outputs]);
  }
  return shapes;
}
