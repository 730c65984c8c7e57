import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition } from '../../core/encoderDefinition';
import type { TokenBatch } from '../collate';
import { maxRows, maxRowsGradient, meanRows, meanRowsGradient } from '../kernels/pool';
import { withGradient } from './customGradient';

/**
 * One vector a text from the vectors of its tokens: their mean, the first one, or the largest value of each column.
 * @param hidden [N, H]
 * @returns [texts, H], in the order in which the texts were given
 */
export function pool(
  hidden: tf.Tensor,
  { firsts, lengths, textOf }: Pick<TokenBatch, 'firsts' | 'lengths' | 'textOf'>,
  pooling: EncoderDefinition['pooling'],
): tf.Tensor {
  const columns = hidden.shape[1]!;
  // The first token is the mean of one row.
  const pooledTokens = pooling === 'cls' ? lengths.map((length) => Math.min(1, length)) : lengths;
  const shape = [firsts.length, columns];
  const rowsOf = () => ({
    firsts: tf.tensor1d(firsts, 'int32'),
    counts: tf.tensor1d(pooledTokens, 'int32'),
    texts: tf.tensor1d(textOf, 'int32'),
  });
  return withGradient(
    [hidden],
    (save) => {
      const inputs = { hidden, ...rowsOf() };
      if (pooling !== 'max') return meanRows(inputs, shape, { columns });
      const pooled = maxRows(inputs, shape, { columns });
      save([hidden, pooled]);
      return pooled;
    },
    (dy, [input, pooled]) => [
      pooling === 'max'
        ? maxRowsGradient({ hidden: input!, pooled: pooled!, dy, ...rowsOf() }, hidden.shape, { columns })
        : meanRowsGradient({ dy, ...rowsOf() }, hidden.shape, { columns }),
    ],
  );
}
