import { GPU_BLOCK } from './textBlocks';

/**
 * Attention text by text, without padding. `qkv` [3, N, H] holds queries, keys and values of N token rows, H = heads *
 * width. Probabilities (and gradients by scores) of a text of L tokens are an L x L matrix per head, text behind text,
 * heads within texts.
 */
export const ATTENTION = {
  count: 'int32',
  size: 'int32',
  columns: 'int32',
  width: 'int32',
  heads: 'int32',
  scale: 'float32',
} as const;

/** A thread or a workgroup starts with `index` = (block, head, ..): where its rows of pairs begin. */
export const GPU_PAIRS = `
  ${GPU_BLOCK}
  fn pairsOf(block : Block, head : i32) -> i32 {
    return (block.pairs * uniforms.heads) + head * block.length * block.length;
  }`;

/** Numbers of a row that a workgroup holds at once. */
export const DEPTH = 16;
