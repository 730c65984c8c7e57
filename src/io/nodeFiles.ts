/** Files of a disk, for the command line and tests. Node only: the page must never import this. */
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { IsoglotError } from '../core/errors';
import { checkSize, decodeText, MAX_TEXT_BYTES, type InputFile } from './files';

/** A data set or an encoder has a handful of files: more than this is a wrong folder. */
const MAX_FILES = 2_000;
const MAX_DEPTH = 6;

/**
 * The files of a directory, or a single file, sorted by path. Paths begin with the directory's own name, as a
 * dropped folder's do in a browser. Hidden files and folders are left out.
 * @throws IsoglotError `bad-file` when the path does not exist, cannot be read, is empty or holds too many files.
 */
export async function readDirectory(path: string): Promise<InputFile[]> {
  const root = resolve(path);
  const info = await inspect(root, path);
  if (!info.isDirectory()) return [diskFile(root, basename(root), info.size)];
  const files: InputFile[] = [];
  await collect(root, basename(root), 0, files);
  if (files.length === 0) {
    const remedy = 'Give the folder of one encoder or one data set.';
    throw new IsoglotError({ code: 'bad-file', what: 'the folder is empty.', where: path, remedy });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function collect(folder: string, path: string, depth: number, files: InputFile[]): Promise<void> {
  for (const name of await list(folder, path)) {
    if (name.startsWith('.')) continue;
    const inside = join(folder, name);
    const insidePath = `${path}/${name}`;
    const info = await inspect(inside, insidePath);
    if (info.isDirectory()) {
      if (depth + 1 >= MAX_DEPTH)
        throw tooMuch(insidePath, `folders are nested more than ${MAX_DEPTH} deep.`);
      await collect(inside, insidePath, depth + 1, files);
    } else if (info.isFile()) {
      if (files.length >= MAX_FILES) throw tooMuch(path, `there are more than ${MAX_FILES} files.`);
      files.push(diskFile(inside, insidePath, info.size));
    }
  }
}

async function inspect(place: string, shown: string) {
  try {
    return await stat(place);
  } catch (cause) {
    throw unreadable(shown, cause);
  }
}

async function list(folder: string, shown: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw unreadable(shown, cause);
  }
}

/** One file, read at once. @throws IsoglotError `bad-file` when it cannot be read, is too large or is not UTF-8. */
export async function readTextFile(path: string): Promise<string> {
  try {
    checkSize(path, (await stat(path)).size, MAX_TEXT_BYTES);
    return decodeText(await readFile(path), path);
  } catch (cause) {
    throw cause instanceof IsoglotError ? cause : unreadable(path, cause);
  }
}

function diskFile(place: string, path: string, size: number): InputFile {
  return {
    path,
    size,
    // Node's own type of the web's streams, which the types hold apart.
    stream: () => Readable.toWeb(createReadStream(place)) as ReadableStream<Uint8Array>,
    bytes: async () => {
      checkSize(path, size);
      try {
        const { buffer, byteOffset, byteLength } = await readFile(place);
        return new Uint8Array(buffer, byteOffset, byteLength);
      } catch (cause) {
        throw unreadable(path, cause);
      }
    },
  };
}

function tooMuch(where: string, what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-file',
    what,
    where,
    remedy: 'Give the folder of one encoder or one data set.',
  });
}

function unreadable(where: string, cause: unknown): IsoglotError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const [what, remedy] = FAULTS[code] ?? ['the file or folder cannot be read.', 'Check its permissions.'];
  return new IsoglotError({ code: 'bad-file', what, where, remedy }, { cause });
}

/** What a person can mend, by the system's name for it. */
const FAULTS: Readonly<Record<string, [what: string, remedy: string] | undefined>> = {
  ENOENT: ['there is no such file or folder.', 'Check the path.'],
  ENOTDIR: ['there is no such file or folder.', 'Check the path.'],
  ENAMETOOLONG: ['the path is too long.', 'Check the path.'],
  EISDIR: ['this is a folder, not a file.', 'Give a file in it.'],
};
