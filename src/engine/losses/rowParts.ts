import * as tf from '@tensorflow/tfjs-core';
import { IsoglotError } from '../../core/errors';
import type { Rows } from './terms';

/**
 * Gives ranges of rows of a matrix [N, D], which is cut once at all their ends: so every row's gradients by several
 * terms are added up, and nothing is padded with zeros. To be called on the tape.
 * @param ranges those that will be asked for
 * @returns [count, D] for a range
 * @throws IsoglotError `internal` if a range is empty or goes beyond the matrix
 */
export function rowParts(matrix: tf.Tensor, ranges: readonly Rows[]): (rows: Rows) => tf.Tensor {
  const rows = matrix.shape[0];
  for (const range of ranges) check(range, rows);
  const cuts = [...new Set([0, rows, ...ranges.flatMap(({ first, count }) => [first, first + count])])];
  cuts.sort((a, b) => a - b);
  const sizes = cuts.slice(1).map((end, part) => end - cuts[part]!);
  const parts = sizes.length === 1 ? [matrix] : tf.split(matrix, sizes);
  return ({ first, count }) => joined(parts.slice(cuts.indexOf(first), cuts.indexOf(first + count)));
}

/** Matrices of the same width, one below the other. */
export function joined(parts: readonly tf.Tensor[]): tf.Tensor {
  return parts.length === 1 ? parts[0]! : tf.concat([...parts]);
}

function check({ first, count }: Rows, rows: number): void {
  if (Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count > 0 && first + count <= rows)
    return;
  throw new IsoglotError({
    code: 'internal',
    what: `A term of the loss asks for ${count} rows from row ${first} on, of ${rows} texts.`,
  });
}
