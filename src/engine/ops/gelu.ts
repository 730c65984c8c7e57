import type * as tf from '@tensorflow/tfjs-core';
import { gelu as geluKernel, geluGradient } from '../kernels/gelu';
import { withGradient } from './customGradient';

/** Gaussian error linear unit in its erf form: x/2 (1 + erf(x / sqrt 2)); any shape. */
export function gelu(x: tf.Tensor): tf.Tensor {
  return withGradient(
    [x],
    (save) => {
      save([x]);
      return geluKernel({ x }, x.shape, {});
    },
    (dy, [input]) => [geluGradient({ x: input!, dy }, input!.shape, {})],
  );
}
