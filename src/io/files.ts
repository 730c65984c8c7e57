import { IsoglotError } from '../core/errors';

/** The largest single file that is read whole into memory: a typed array's practical limit, 2 GiB. */
export const MAX_FILE_BYTES = 2 ** 31;

/** The largest text that JavaScript holds as one string: 2^29 - 24 characters, each of a byte or more. */
export const MAX_TEXT_BYTES = 2 ** 29 - 24;

/** A file from a disk, a drop or the network. Nothing is read before `bytes()` or `stream()` is called. */
export interface InputFile {
  /** Relative, `/`-separated, e.g. `isoglot-nano/config.json`. */
  path: string;
  /** In bytes. */
  size: number;
  bytes(): Promise<Uint8Array>;
  /** The same bytes in portions, for files that must not be held whole. Without it `bytes()` does. */
  stream?(): ReadableStream<Uint8Array>;
}

/** Last part of a path: `a/b.json` gives `b.json`. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** File name without its last extension: `a/de.json` gives `de`. */
export function fileStem(path: string): string {
  return fileName(path).replace(/\.[^.]*$/, '');
}

/** The folder that all files lie in, or null when they do not share one. */
export function topFolder(files: readonly InputFile[]): string | null {
  const [first] = files;
  if (!first?.path.includes('/')) return null;
  const folder = first.path.slice(0, first.path.indexOf('/'));
  return files.every(({ path }) => path.startsWith(`${folder}/`)) ? folder : null;
}

/**
 * A file that a person chose or dropped.
 * @param path Relative path, as `webkitRelativePath` gives it; the plain name for a single file.
 */
export function fileFromBlob(path: string, blob: Blob): InputFile {
  return {
    path,
    size: blob.size,
    stream: () => blob.stream(),
    bytes: async () => {
      checkSize(path, blob.size);
      try {
        return new Uint8Array(await blob.arrayBuffer());
      } catch (cause) {
        throw new IsoglotError(
          {
            code: 'bad-file',
            what: 'the file could not be read; it may have been moved or changed since it was chosen.',
            where: path,
            remedy: 'Choose it again.',
          },
          { cause },
        );
      }
    },
  };
}

/** A file whose content is already in memory. */
export function fileFromBytes(path: string, bytes: Uint8Array): InputFile {
  return { path, size: bytes.length, bytes: async () => bytes };
}

/** @throws IsoglotError `bad-file` when a file is larger than `limit` bytes. */
export function checkSize(path: string, size: number, limit = MAX_FILE_BYTES): void {
  if (size <= limit) return;
  throw new IsoglotError({
    code: 'bad-file',
    what: `the file has ${size.toLocaleString('en')} bytes, more than the ${limit.toLocaleString('en')} that can be read at once.`,
    where: path,
    remedy: 'Split it, or use a smaller one.',
  });
}

/**
 * Reads UTF-8 strictly; a byte order mark at the start is removed.
 * @throws IsoglotError `bad-file` naming the first byte that is not UTF-8, or when there are more than `MAX_TEXT_BYTES`.
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  checkSize(path, bytes.length, MAX_TEXT_BYTES);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new IsoglotError(
      {
        code: 'bad-file',
        what: utf16 ? 'the text is UTF-16, not UTF-8.' : 'the text is not UTF-8.',
        where: `${path}: byte ${firstBadByte(bytes)}`,
        remedy: 'Save the file as UTF-8.',
      },
      { cause },
    );
  }
}

/** Offset of the first byte that cannot belong to UTF-8: the longest decodable prefix, found by halving. */
function firstBadByte(bytes: Uint8Array): number {
  const decodes = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (decodes(middle)) good = middle;
    else bad = middle;
  }
  return Math.min(good, bytes.length);
}
