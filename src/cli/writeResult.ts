import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { IsoglotError } from '../core/errors';
import { layOut } from './layOut';

/** Writes JSON to a file, or to stdout without one. */
export async function writeResult(value: unknown, out: string | undefined): Promise<void> {
  const text = `${layOut(value)}\n`;
  if (out) await writeText(out, text);
  else process.stdout.write(text);
}

/** @throws IsoglotError as `writing`. */
export function writeText(path: string, data: string | Uint8Array): Promise<void> {
  return writing(path, () => writeFile(path, data));
}

/**
 * Writes whole or not at all, on the disk when it returns: beside the file, which it then takes the place of.
 * @throws IsoglotError as `writing`.
 */
export async function replaceText(path: string, data: string | Uint8Array): Promise<void> {
  const part = `${path}.part`;
  await writing(path, async () => {
    try {
      const file = await open(part, 'w');
      try {
        await file.writeFile(data);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
    } catch (cause) {
      await rm(part, { force: true });
      throw cause;
    }
  });
}

/** Makes a folder and those above it. @throws IsoglotError as `writing`. */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path);
  if (existsSync(folder) && (await stat(folder)).isDirectory()) return;
  // One by one: Node's own `recursive` never comes back from folders such as /proc, in which nothing can be made.
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await writing(path, () => mkdir(folder));
}

/**
 * Tries a file that will be written after minutes of work; what is in it stays.
 * @throws IsoglotError as `writing`.
 */
export async function requireWritable(path: string): Promise<void> {
  const there = existsSync(path);
  await writing(path, async () => (await open(path, 'a')).close());
  if (!there) await rm(path);
}

/** What is wrong with the path that was typed, by the system's name for it. */
const PATH_FAULTS: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'one of its folders is a file',
  EEXIST: 'a file is in the place of the folder',
  EISDIR: 'this is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENAMETOOLONG: 'the name is too long',
};

/**
 * Runs what writes to `path`.
 * @throws IsoglotError `bad-file` when the path is of no use, `storage-full` or `storage` when the disk is.
 */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      const remedy = 'Free some space and run the command again.';
      throw new IsoglotError(
        { code: 'storage-full', what: 'The disk is full.', where: path, remedy },
        { cause },
      );
    }
    const what = `This cannot be written: ${PATH_FAULTS[code] ?? code}.`;
    const remedy = 'Check the path and its permissions.';
    const kind = PATH_FAULTS[code] ? 'bad-file' : 'storage';
    throw new IsoglotError({ code: kind, what, where: path, remedy }, { cause });
  }
}
