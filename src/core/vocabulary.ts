/**
 * Trimming of a vocabulary: the word embedding keeps the rows of the pieces that a corpus uses. Of the 250,002 rows of
 * XLM-R's table a corpus of a dozen languages needs a tenth, and the table is most of a small encoder.
 */
import type { WeightTensor } from './encoderDefinition';
import type { TokenTable } from './tokens';

/**
 * Pieces that texts use, and the special ones, ascending.
 * @param specials ids that are kept whether a text has them or not
 * @param vocabulary rows of the whole table; ids beyond it are left out
 */
export function neededPieces(
  tables: readonly TokenTable[],
  specials: Iterable<number>,
  vocabulary: number,
): Int32Array {
  const isNeeded = new Uint8Array(vocabulary);
  for (const id of specials) isNeeded[id] = 1;
  for (const { ids } of tables) for (const id of ids) isNeeded[id] = 1;
  const needed = new Int32Array(isNeeded.reduce((sum, one) => sum + one, 0));
  let next = 0;
  isNeeded.forEach((one, id) => {
    if (one) needed[next++] = id;
  });
  return needed;
}

/**
 * The same texts by rows of the trimmed table: piece `kept[i]` becomes i.
 * @param kept ascending, every id of the table among them
 */
export function toKeptRows(table: TokenTable, kept: Int32Array): TokenTable {
  const rowOf = new Map(Array.from(kept, (id, row) => [id, row]));
  return { ids: table.ids.map((id) => rowOf.get(id)!), offsets: table.offsets };
}

/** The rows `kept` of a table [vocabulary, width], as [kept, width]. */
export function keepRows({ shape, data }: WeightTensor, kept: Int32Array): WeightTensor {
  const width = shape[1]!;
  const rows = new Float32Array(kept.length * width);
  kept.forEach((id, row) => rows.set(data.subarray(id * width, (id + 1) * width), row * width));
  return { shape: [kept.length, width], data: rows };
}

/** The whole table with the rows `kept` replaced, every other number as it was. Inverse of `keepRows`. */
export function putRowsBack(whole: WeightTensor, rows: WeightTensor, kept: Int32Array): WeightTensor {
  const width = whole.shape[1]!;
  const data = whole.data.slice();
  kept.forEach((id, row) => data.set(rows.data.subarray(row * width, (row + 1) * width), id * width));
  return { shape: [...whole.shape], data };
}
