/** Ragged token ids of many texts: text i is `ids.subarray(offsets[i], offsets[i + 1])`, special tokens included. */
export interface TokenTable {
  ids: Int32Array;
  /** Length = number of texts + 1; offsets[0] = 0. */
  offsets: Int32Array;
}

/** Number of texts in the table. */
export function textCount(table: TokenTable): number {
  return table.offsets.length - 1;
}

/** Ids of text `index` (a view, not a copy). */
export function tokensOf(table: TokenTable, index: number): Int32Array {
  return table.ids.subarray(table.offsets[index], table.offsets[index + 1]);
}
