import type * as tf from '@tensorflow/tfjs-core';
import { unitRows, unitRowsGradient } from '../kernels/unitRows';
import { withGradient } from './customGradient';

/** Each row divided by its L2 norm: [B, D] -> [B, D]. */
export function l2Normalize(x: tf.Tensor): tf.Tensor {
  const [rows, columns] = x.shape as [number, number];
  return withGradient(
    [x],
    (save) => {
      save([x]);
      return unitRows({ x }, x.shape, { columns }, rows);
    },
    (dy, [input]) => [() => unitRowsGradient({ x: input!, dy }, input!.shape, { columns }, rows)],
  );
}
