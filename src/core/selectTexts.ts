import type { TokenTable } from './tokens';
import { tokensOf } from './tokens';

/** The texts `indices` of a table as a table of their own, in that order. */
export function selectTexts(table: TokenTable, indices: ArrayLike<number>): TokenTable {
  const offsets = new Int32Array(indices.length + 1);
  for (let i = 0; i < indices.length; i++) {
    offsets[i + 1] = offsets[i]! + tokensOf(table, indices[i]!).length;
  }
  const ids = new Int32Array(offsets[indices.length]!);
  for (let i = 0; i < indices.length; i++) ids.set(tokensOf(table, indices[i]!), offsets[i]);
  return { ids, offsets };
}
