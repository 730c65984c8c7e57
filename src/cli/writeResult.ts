import { mkdir, writeFile } from 'node:fs/promises';
import { IsoglotError } from '../core/errors';

/** Writes JSON to a file, or to stdout without one. */
export async function writeResult(value: unknown, out: string | undefined): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (out) await writeText(out, text);
  else process.stdout.write(text);
}

/** @throws IsoglotError 'storage' | 'storage-full' naming the file. */
export function writeText(path: string, data: string | Uint8Array): Promise<void> {
  return located(path, () => writeFile(path, data));
}

/** Makes a folder and those above it. @throws IsoglotError as `writeText`. */
export async function makeFolder(path: string): Promise<void> {
  await located(path, () => mkdir(path, { recursive: true }));
}

async function located<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const full = code === 'ENOSPC';
    throw new IsoglotError(
      {
        code: full ? 'storage-full' : 'storage',
        what: full ? 'The disk is full.' : `This cannot be written (${code}).`,
        where: path,
        remedy: full ? 'Free some space and run the command again.' : 'Check the folder and its permissions.',
      },
      { cause: error },
    );
  }
}
