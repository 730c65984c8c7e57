import * as tf from '@tensorflow/tfjs-core';
import { invert } from '../collate';
import type { TokenBatch } from '../collate';
import { embedTokens, lookupGradient } from '../kernels/embedding';
import { withGradient } from './customGradient';
import { columnSums } from './matMul';

/**
 * Sum of the word, position and token type 0 embeddings of every token row.
 * @param words [vocabulary, H]
 * @param positions [positions, H]
 * @param kinds [token types, H]
 * @returns [N, H]
 */
export function embed(
  words: tf.Tensor,
  positions: tf.Tensor,
  kinds: tf.Tensor,
  { ids, places, textOf }: Pick<TokenBatch, 'ids' | 'places' | 'textOf'>,
): tf.Tensor {
  const columns = words.shape[1]!;
  const gradientOf = (table: tf.Tensor, lookedUp: Int32Array, dy: tf.Tensor): tf.Tensor => {
    const { starts, order } = invert(lookedUp, textOf, table.shape[0]);
    const inputs = { dy, starts: tf.tensor1d(starts, 'int32'), order: tf.tensor1d(order, 'int32') };
    return lookupGradient(inputs, table.shape, { columns });
  };
  return withGradient(
    [words, positions, kinds],
    () => {
      const inputs = {
        words,
        positions,
        kinds,
        ids: tf.tensor1d(ids, 'int32'),
        places: tf.tensor1d(places, 'int32'),
      };
      return embedTokens(inputs, [ids.length, columns], { columns });
    },
    (dy) => [
      gradientOf(words, ids, dy),
      gradientOf(positions, places, dy),
      tf.pad(tf.reshape(columnSums(dy), [1, columns]), [
        [0, kinds.shape[0] - 1],
        [0, 0],
      ]),
    ],
  );
}
