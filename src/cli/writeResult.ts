import { writeFile } from 'node:fs/promises';
import { IsoglotError } from '../core/errors';

/** Writes JSON to a file, or to stdout without one. */
export async function writeResult(value: unknown, out: string | undefined): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (out) await writeText(out, text);
  else process.stdout.write(text);
}

/** @throws IsoglotError 'storage' | 'storage-full' naming the file. */
export async function writeText(path: string, data: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, data);
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new IsoglotError(
      {
        code: full ? 'storage-full' : 'storage',
        what: full
          ? 'The disk is full.'
          : `This file cannot be written (${(error as NodeJS.ErrnoException).code}).`,
        where: path,
        remedy: full ? 'Free some space and run the command again.' : 'Check the folder and its permissions.',
      },
      { cause: error },
    );
  }
}
