/**
 * ZIP archives (PKWARE's APPNOTE 6.3, sections 4.3 to 4.5), stored and not compressed: weights hardly shrink, and a
 * browser builds the file from the parts without copying them.
 */
import { IsoglotError } from '../../core/errors';
import { crc32 } from '../archives/crc32';
import type { NamedBytes } from './encoderDirectoryFiles';

/** What the format can say without its 64-bit extension. */
const MAX_BYTES = 2 ** 32 - 1;

/** Version 2.0 of the format. */
const VERSION = 20;
/** Names are in UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, the format's first day: the same files give the same archive. */
const DATE = 0x0021;
/** By the rules of Unix: a plain file that all may read. */
const UNIX = 3;
const ATTRIBUTES = 0o100644 << 16;

/**
 * An archive of files.
 * @throws IsoglotError `bad-file` when it would be larger than 4 GiB.
 */
export function zipOf(files: readonly NamedBytes[]): Blob {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = new TextEncoder().encode(path);
    const facts: Field[] = [
      [VERSION, 2],
      [FLAGS, 2],
      [0, 2],
      [0, 2],
      [DATE, 2],
      [crc32(bytes), 4],
      [bytes.length, 4],
      [bytes.length, 4],
      [name.length, 2],
      [0, 2],
    ];
    const local = record(0x04034b50, facts);
    directory.push(
      record(0x02014b50, [
        [VERSION | (UNIX << 8), 2],
        ...facts,
        [0, 2],
        [0, 2],
        [0, 2],
        [ATTRIBUTES, 4],
        [offset, 4],
      ]),
      name,
    );
    parts.push(local, name, bytes);
    offset += local.length + name.length + bytes.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  if (offset + directoryBytes > MAX_BYTES) throw tooLarge(offset);
  const end = record(0x06054b50, [
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [directoryBytes, 4],
    [offset, 4],
    [0, 2],
  ]);
  return new Blob([...parts, ...directory, end] as Uint8Array<ArrayBuffer>[], { type: 'application/zip' });
}

/** A number and how many bytes it takes. */
type Field = [value: number, bytes: 2 | 4];

function record(signature: number, fields: readonly Field[]): Uint8Array {
  const all: Field[] = [[signature, 4], ...fields];
  const bytes = new Uint8Array(all.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of all) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function tooLarge(bytes: number): IsoglotError {
  return new IsoglotError({
    code: 'bad-file',
    what: `The encoder has ${(bytes / 2 ** 30).toFixed(1)} GiB, more than the 4 GiB that one archive can hold.`,
    remedy: 'Run the exported configuration on the command line, which writes a folder.',
  });
}
