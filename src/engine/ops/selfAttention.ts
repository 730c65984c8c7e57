import * as tf from '@tensorflow/tfjs-core';
import type { TokenGroup } from '../collate';
import { projectThreeGradientOnGpu, projectThreeOnGpu, projectThreeWeightsOnGpu } from '../kernels/linear';
import { threadTiles } from '../kernels/productTile';
import { attendOnGpu, attention } from './attention';
import { once, withGradient } from './customGradient';
import { linear } from './linear';

/** A linear layer as Hugging Face stores it: weight [out, in] and bias [out]. */
type Dense = readonly [weight: tf.Tensor, bias: tf.Tensor];

/**
 * `attention` with queries, keys and values from linear layers of x.
 * @param x [N, in], token rows as `groups` lays them out
 * @param layers for queries, keys and values, each [H, in]
 * @returns [N, H]; rows of padding are 0
 */
export function selfAttention(
  x: tf.Tensor,
  layers: readonly [Dense, Dense, Dense],
  groups: readonly TokenGroup[],
  heads: number,
): tf.Tensor {
  if (tf.getBackend() === 'webgpu') return attendOnGpu(projectThree(x, layers), groups, heads);
  const [q, k, v] = layers.map(([weight, bias]) => linear(x, weight, bias));
  return attention(q!, k!, v!, groups, heads);
}

/** Three linear layers of one input in one program, on webgpu: x [N, in] -> [3, N, H]. */
function projectThree(x: tf.Tensor, layers: readonly [Dense, Dense, Dense]): tf.Tensor {
  const [rows, inner] = x.shape as [number, number];
  const columns = layers[0][1].size;
  const [weight0, weight1, weight2] = layers.map(([weight]) => weight) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [bias0, bias1, bias2] = layers.map(([, bias]) => bias) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return withGradient(
    [x, weight0, weight1, weight2, bias0, bias1, bias2],
    (save) => {
      save([x, weight0, weight1, weight2]);
      const size = { rows, columns, inner };
      const inputs = { x, weight0, weight1, weight2, bias0, bias1, bias2 };
      return projectThreeOnGpu(inputs, [[3, rows, columns]], size, threadTiles(size, 3))[0]!;
    },
    (dy, [input, w0, w1, w2]) => {
      const inputSize = { rows, columns: inner, inner: columns };
      const weights = { weight0: w0!, weight1: w1!, weight2: w2! };
      const size = { rows: columns, columns: inner, inner: rows };
      const [matrix, vector] = [[columns, inner], [columns]];
      const parameters = once(() =>
        projectThreeWeightsOnGpu(
          { dy, x: input! },
          [matrix, matrix, matrix, vector, vector, vector],
          size,
          threadTiles(size, 3),
        ),
      );
      return [
        () =>
          projectThreeGradientOnGpu(
            { dy, ...weights },
            [input!.shape],
            inputSize,
            threadTiles(inputSize),
          )[0]!,
        ...[0, 1, 2, 3, 4, 5].map((parameter) => () => parameters()[parameter]!),
      ];
    },
  );
}
