import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { valueAndGradients } from './backprop';
import { withGradient } from './ops/customGradient';
import { startTestBackend } from './testing/backends';

beforeAll(() => startTestBackend('cpu'));

const read = async (tensor: tf.Tensor): Promise<number[]> => [...(await tensor.data())];

describe('valueAndGradients', () => {
  it('adds up what comes on several ways, and multiplies by dy', async () => {
    // y = x^2 w + 3 x, so dy/dx = 2 x w + 3 and dy/dw = x^2.
    const [x, w, dy] = [tf.tensor1d([2, -1]), tf.tensor1d([5, 7]), tf.tensor1d([1, 10])];
    const { value, gradients } = tf.tidy(() =>
      valueAndGradients(() => tf.add(tf.mul(tf.square(x), w), tf.mul(x, 3)), [x, w], dy),
    );
    expect(await read(value)).toEqual([26, 4]);
    expect(await Promise.all(gradients.map(read))).toEqual([
      [23, -110],
      [4, 10],
    ]);
    expect(dy.isDisposed).toBe(false);
  });

  it('lets an operation pass its gradient through', async () => {
    const x = tf.tensor1d([1, 2]);
    const { gradients } = tf.tidy(() =>
      valueAndGradients(
        () =>
          tf.mul(
            withGradient(
              [x],
              () => tf.clone(x),
              (dy) => [dy],
            ),
            4,
          ),
        [x],
      ),
    );
    expect(await read(gradients[0]!)).toEqual([4, 4]);
  });

  it('leaves nothing behind but value and gradients, also of operations that no gradient goes through', () => {
    const [x, frozen] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])];
    const before = tf.memory().numTensors;
    const { value, gradients } = tf.tidy(() =>
      valueAndGradients(() => tf.sum(tf.mul(tf.exp(tf.square(frozen)), tf.sin(x))), [x]),
    );
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([value, gradients]);
  });

  it('never calls for the gradient of what is frozen', async () => {
    const [x, frozen] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])];
    const product = () =>
      withGradient(
        [x, frozen],
        () => tf.mul(x, frozen),
        (dy) => [
          () => tf.mul(dy, frozen),
          () => {
            throw new Error('asked for the gradient of a frozen weight');
          },
        ],
      );
    const { gradients } = tf.tidy(() => valueAndGradients(product, [x]));
    expect(await read(gradients[0]!)).toEqual([3, 4]);
  });

  it('ends the tape when the function throws', async () => {
    const x = tf.tensor1d([1]);
    const fail = () =>
      tf.tidy(() =>
        valueAndGradients(() => {
          throw new Error('no');
        }, [x]),
      );
    expect(fail).toThrow('no');
    const { gradients } = tf.tidy(() => valueAndGradients(() => tf.square(x), [x]));
    expect(await read(gradients[0]!)).toEqual([2]);
  });
});
