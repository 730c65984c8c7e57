import * as tf from '@tensorflow/tfjs-core';
import type { TokenGroup } from '../collate';

/** Token rows of one text (or of its padding) that a GPU thread or workgroup takes at once, at most. */
export const BLOCK_ROWS = 8;

/** Int32 numbers of a block: first row, rows, first row of its text, tokens of its text, pairs of the texts before. */
const FIELDS = 5;

/** WGSL: reads block `b` of the int32 buffer `blocks`. Rows of padding belong to a text without tokens. */
export const GPU_BLOCK = `
  struct Block { row : i32, rows : i32, first : i32, length : i32, pairs : i32 };
  fn blockAt(b : i32) -> Block {
    let at = b * ${FIELDS};
    return Block(blocks[at], blocks[at + 1], blocks[at + 2], blocks[at + 3], blocks[at + 4]);
  }`;

/** Where the texts of a batch lie among its token rows, for kernels in which the tokens of one text meet. */
export interface TextBlocks {
  /** [count, FIELDS], int32. */
  blocks: tf.Tensor;
  count: number;
  /** Sum over the texts of their squared length: pairs of tokens that meet, for one head. */
  pairs: number;
}

const known = new WeakMap<readonly TokenGroup[], TextBlocks>();

/** The blocks of the groups of a batch; made once for all layers, as long as the tensor lives. */
export function textBlocks(groups: readonly TokenGroup[]): TextBlocks {
  const found = known.get(groups);
  if (found && !found.blocks.isDisposed) return found;
  const fields: number[] = [];
  let pairs = 0;
  const add = (row: number, rows: number, first: number, length: number): void => {
    for (let done = 0; done < rows; done += BLOCK_ROWS)
      fields.push(row + done, Math.min(BLOCK_ROWS, rows - done), first, length, pairs);
  };
  for (const { first, time, lengths } of groups) {
    lengths.forEach((length, text) => {
      const row = first + text * time;
      add(row, length, row, length);
      pairs += length * length;
      add(row + length, time - length, row, 0);
    });
  }
  const made = { blocks: tf.tensor1d(fields, 'int32'), count: fields.length / FIELDS, pairs };
  known.set(groups, made);
  return made;
}
