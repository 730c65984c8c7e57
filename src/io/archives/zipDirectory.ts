/** The list of files at the end of a ZIP archive (PKWARE's APPNOTE 6.3, sections 4.3.12 and 4.3.16). */
import { IsoglotError } from '../../core/errors';

export interface ZipEntry {
  name: string;
  /** 0: stored; 8: deflated. */
  method: number;
  encrypted: boolean;
  crc: number;
  /** In bytes, packed and unpacked. */
  packed: number;
  size: number;
  /** Where the entry's own heading begins in the archive. */
  offset: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
/** A comment may stand behind the end's mark; its length has 16 bits. */
const MAX_COMMENT = 0xffff;
/** Stands in a field whose number the 64-bit extension holds. */
const IN_EXTENSION = 0xffffffff;

/**
 * @param path The archive, for messages.
 * @throws IsoglotError `bad-file` when the archive is cut off or damaged, or needs the 64-bit extension.
 */
export function readZipDirectory(bytes: Uint8Array, path: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) throw damaged(path, 'the archive has no end: it is cut off, or no zip.');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (at === IN_EXTENSION || count === 0xffff) throw damaged(path, 'the archive is of the 64-bit kind.');
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY)
      throw damaged(path, `the list of its files breaks off after ${i} of ${count}.`);
    const nameBytes = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)),
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/**
 * The packed content of a file.
 * @param where Archive and file, for messages.
 * @throws IsoglotError `bad-file` when it does not lie within the archive.
 */
export function packedContent(bytes: Uint8Array, { offset, packed }: ZipEntry, where: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + LOCAL_BYTES > bytes.length || view.getUint32(offset, true) !== LOCAL)
    throw damaged(where, 'the file does not lie where the archive says.');
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw damaged(where, 'the file is cut off.');
  return bytes.subarray(start, start + packed);
}

function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at--)
    if (view.getUint32(at, true) === END) return at;
  return null;
}

export function damaged(where: string, what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-file',
    what,
    where,
    remedy: 'Take a fresh copy of the archive, or unpack it and give the folder.',
  });
}
