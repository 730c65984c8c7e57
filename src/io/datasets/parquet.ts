import { IsoglotError } from '../../core/errors';
import type { InputFile } from '../files';
import { sha256 } from '../sha256';
import type { JsonRecord } from './jsonLines';

/** As Parquet's own format has it at both ends of a file: `PAR1`. */
const MAGIC = [0x50, 0x41, 0x52, 0x31];

/** Whether a file is Parquet by its name. */
export const isParquet = ({ path }: Pick<InputFile, 'path'>): boolean => /\.parquet$/i.test(path);

/**
 * Calls `visit` for every row of a Parquet file, one row group in memory at a time beside the packed file.
 * @param visit Gets the row by the names of its columns, whole numbers as numbers (as texts beyond 2^53), and its place for messages.
 * @returns The fingerprint of the file.
 * @throws IsoglotError `bad-file` when the file is cut off, damaged, encrypted or no Parquet; `cancelled` by `signal`.
 */
export async function visitParquet(
  file: InputFile,
  visit: (record: JsonRecord, where: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const bytes = new Uint8Array(await file.bytes());
  checkEnds(bytes, file.path);
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const buffer = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => bytes.buffer.slice(start, end ?? bytes.length),
  };
  const metadata = await understood(file.path, () => parquetMetadataAsync(buffer));
  let rowStart = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    if (signal?.aborted)
      throw new IsoglotError({ code: 'cancelled', what: 'reading the data was cancelled.' });
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await understood(`${file.path}: row group ${index + 1}`, () =>
      parquetReadObjects({ file: buffer, metadata, compressors, rowStart, rowEnd }),
    );
    if (rows.length !== rowEnd - rowStart)
      throw damaged(`${file.path}: row group ${index + 1}`, 'rows are missing.');
    for (const [i, row] of rows.entries()) visit(plain(row), `${file.path}: row ${rowStart + i + 1}`);
    rowStart = rowEnd;
  }
  return sha256(bytes);
}

/** Parquet's whole numbers of 64 bits come as `bigint`; those that a number cannot hold become texts, with all digits. */
function plain(row: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? exact(value) : value]),
  );
}

function exact(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function checkEnds(bytes: Uint8Array, path: string): void {
  const magicAt = (start: number) => MAGIC.every((byte, i) => bytes[start + i] === byte);
  if (!magicAt(0)) throw damaged(path, 'this is no Parquet file, or an encrypted one.');
  if (bytes.length < 12 || !magicAt(bytes.length - 4)) throw damaged(path, 'the Parquet file is cut off.');
}

async function understood<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new IsoglotError(damaged(where, 'the Parquet file is damaged, or of a kind that is not known.'), {
      cause,
    });
  }
}

function damaged(where: string, what: string): IsoglotError {
  const remedy = 'Take a fresh copy of the file, or write it anew without encryption.';
  return new IsoglotError({ code: 'bad-file', what, where, remedy });
}
