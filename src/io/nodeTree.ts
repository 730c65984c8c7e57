/** The cache folder of the command line. Node only: the page must never import this. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IsoglotError } from '../core/errors';
import type { FileTree } from './storage/fileTree';

/** `ISOGLOT_CACHE`, else `isoglot` in `XDG_CACHE_HOME`, else `~/.cache/isoglot`. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  if (environment.ISOGLOT_CACHE) return environment.ISOGLOT_CACHE;
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'isoglot');
}

/** Folders below `root`, which is made when something is written. */
export function openNodeTree(root: string): FileTree {
  const at = (folder: string, name: string) => join(root, folder, name);
  const make = (folder: string) => mkdir(join(root, folder), { recursive: true });
  return {
    folders: () =>
      attempt(root, async () => {
        const entries = await orNull(readdir(root, { withFileTypes: true }));
        return (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => name);
      }),
    sizes: (folder) =>
      attempt(join(root, folder), async () => {
        const sizes = new Map<string, number>();
        for (const name of (await orNull(readdir(join(root, folder)))) ?? [])
          sizes.set(name, (await stat(at(folder, name))).size);
        return sizes;
      }),
    read: (folder, name) =>
      attempt(at(folder, name), async () => {
        const file = await orNull(readFile(at(folder, name)));
        return file && new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
      }),
    // Node's own type of the web's streams, which the types hold apart.
    stream: (folder, name) =>
      Readable.toWeb(createReadStream(at(folder, name))) as ReadableStream<Uint8Array>,
    replace: (folder, name, bytes) =>
      attempt(at(folder, name), async () => {
        await make(folder);
        const beside = at(folder, `${name}.${process.pid}.new`);
        await writeFile(beside, bytes);
        await rename(beside, at(folder, name));
      }),
    append: (folder, name, offset) =>
      attempt(at(folder, name), async () => {
        await make(folder);
        // Neither cut off at opening (`w`) nor bound to the end (`a`).
        const file = await open(at(folder, name), 'r+').catch(() => open(at(folder, name), 'w+'));
        await file.truncate(offset);
        let position = offset;
        return {
          write: (bytes) =>
            attempt(at(folder, name), async () => {
              // A write may be short, as on a disk that is about to be full.
              for (let done = 0; done < bytes.length;) {
                const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position);
                done += bytesWritten;
                position += bytesWritten;
              }
            }),
          close: () => attempt(at(folder, name), () => file.close()),
        };
      }),
    sha256: (folder, name, signal) =>
      attempt(at(folder, name), async () => {
        const hash = createHash('sha256');
        await pipeline(createReadStream(at(folder, name)), hash, { signal });
        return hash.digest('hex');
      }),
    removeFolder: (folder) =>
      attempt(join(root, folder), () => rm(join(root, folder), { recursive: true, force: true })),
  };
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function attempt<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof IsoglotError || (cause as Error).name === 'AbortError') throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    throw new IsoglotError(
      {
        code: full ? 'storage-full' : 'storage',
        what: full ? 'The disk is full.' : `The cache folder cannot be used: ${code}.`,
        where,
        remedy: full
          ? 'Free some space and run the command again: it goes on where it stopped.'
          : 'Check its permissions, or name another folder in ISOGLOT_CACHE.',
      },
      { cause },
    );
  }
}
