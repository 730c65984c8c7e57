import type { TokenTable } from './tokens';
import { tokensOf } from './tokens';

/** The texts `indices` of a table as a table of their own, in that order. */
export function selectTexts(table: TokenTable, indices: ArrayLike<number>): TokenTable {
  return tableOf(Array.from(indices, (index) => tokensOf(table, index)));
}

/** The texts of several tables, one table behind the other. */
export function joinTables(tables: readonly TokenTable[]): TokenTable {
  const texts = tables.reduce((sum, { offsets }) => sum + offsets.length - 1, 0);
  const ids = new Int32Array(tables.reduce((sum, table) => sum + table.ids.length, 0));
  const offsets = new Int32Array(texts + 1);
  let [text, used] = [0, 0];
  for (const table of tables) {
    for (const end of table.offsets.subarray(1)) offsets[++text] = used + end;
    ids.set(table.ids, used);
    used += table.ids.length;
  }
  return { ids, offsets };
}

/** Texts, each given by its ids, as a table. */
export function tableOf(texts: readonly Int32Array[]): TokenTable {
  const offsets = new Int32Array(texts.length + 1);
  for (const [i, { length }] of texts.entries()) offsets[i + 1] = offsets[i]! + length;
  const ids = new Int32Array(offsets[texts.length]!);
  for (const [i, text] of texts.entries()) ids.set(text, offsets[i]);
  return { ids, offsets };
}
