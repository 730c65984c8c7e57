/** The origin private file system of a browser. Appending works in a worker only. */
import { IsoglotError } from '../../core/errors';
import { createDownloadCache, type DownloadCache } from './downloadCache';
import type { Appender, FileTree } from './fileTree';
import { storageError } from './storageError';

/** In place: what was written stays when the page goes, unlike with a writable stream, which is all or nothing. */
interface SyncAccessHandle {
  getSize(): number;
  truncate(size: number): void;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}
type WorkerFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccessHandle> };

/** Bytes after which a download is safe from a crash of the browser. */
const FLUSH_EVERY = 16 * 2 ** 20;

/**
 * Folders below one of the origin's private file system.
 * @throws IsoglotError `storage` where the browser offers none, as in some private windows.
 */
export async function openOpfsTree(name: string): Promise<FileTree> {
  try {
    if (!('createWritable' in FileSystemFileHandle.prototype)) throw new Error('no writable files');
    const root = await navigator.storage.getDirectory();
    return treeIn(await root.getDirectoryHandle(name, { create: true }));
  } catch (cause) {
    throw new IsoglotError(
      {
        code: 'storage',
        what: 'this browser keeps no files for this page, so that downloads have no place.',
        remedy: 'Leave private browsing, or download by other means and open the files.',
      },
      { cause },
    );
  }
}

/** Downloaded encoders and data of this page. @throws IsoglotError as `openOpfsTree`. */
export async function openKeptDownloads(): Promise<DownloadCache> {
  return createDownloadCache(await openOpfsTree('encoders'));
}

function treeIn(root: FileSystemDirectoryHandle): FileTree {
  const folderOf = (name: string, create: boolean) => root.getDirectoryHandle(name, { create });
  const fileOf = async (folder: string, name: string) =>
    (await (await folderOf(folder, false)).getFileHandle(name)).getFile();
  return {
    folders: () =>
      attempt('what is kept cannot be listed', async () => {
        const names: string[] = [];
        for await (const [name, handle] of root.entries()) if (handle.kind === 'directory') names.push(name);
        return names;
      }),
    sizes: (folder) =>
      attempt('a kept download cannot be measured', async () => {
        const sizes = new Map<string, number>();
        const handle = await orNull(folderOf(folder, false));
        if (!handle) return sizes;
        for await (const [name, file] of handle.entries()) {
          if (file instanceof FileSystemFileHandle) sizes.set(name, (await file.getFile()).size);
        }
        return sizes;
      }),
    read: (folder, name) =>
      attempt(unreadable(name), async () => {
        const file = await orNull(fileOf(folder, name));
        return file && new Uint8Array(await file.arrayBuffer());
      }),
    stream: (folder, name) => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      fileOf(folder, name)
        .then((file) => file.stream().pipeTo(writable))
        .catch((cause: unknown) =>
          writable.abort(storageError(cause, unreadable(name))).catch(() => undefined),
        );
      return readable;
    },
    replace: (folder, name, bytes) =>
      attempt(`${decodeURIComponent(name)} could not be saved`, async () => {
        const handle = await (await folderOf(folder, true)).getFileHandle(name, { create: true });
        // Takes the place of the old content when it is closed (File System Standard, "close").
        const stream = await handle.createWritable();
        try {
          await stream.write(bytes as Uint8Array<ArrayBuffer>);
        } catch (cause) {
          await stream.abort().catch(() => undefined);
          throw cause;
        }
        await stream.close();
      }),
    append: (folder, name, offset) =>
      attempt(`${decodeURIComponent(name)} could not be saved`, async () => {
        const handle = await (await folderOf(folder, true)).getFileHandle(name, { create: true });
        return appender(await (handle as WorkerFileHandle).createSyncAccessHandle(), name, offset);
      }),
    sha256: (folder, name, signal) =>
      attempt(unreadable(name), async () => {
        // Of a stream, which the browser's own digest does not take; the page, which only lists, needs none of it.
        const { __internal_sha256: hash } = await import('@huggingface/hub');
        const work = hash(await fileOf(folder, name), { abortSignal: signal });
        let turn = await work.next();
        while (!turn.done) turn = await work.next();
        return turn.value;
      }),
    removeFolder: (folder) =>
      attempt('it could not be deleted', async () => {
        await orNull(root.removeEntry(folder, { recursive: true }));
      }),
  };
}

function unreadable(name: string): string {
  return `${decodeURIComponent(name)} cannot be read from this browser's storage`;
}

function appender(file: SyncAccessHandle, name: string, offset: number): Appender {
  if (file.getSize() > offset) file.truncate(offset);
  let at = offset;
  let flushed = offset;
  return {
    write: (bytes) =>
      attempt(`${decodeURIComponent(name)} could not be saved`, async () => {
        // A full storage may also show itself as a short write.
        if (file.write(bytes, { at }) < bytes.length)
          throw new DOMException('short write', 'QuotaExceededError');
        at += bytes.length;
        if (at - flushed < FLUSH_EVERY) return;
        file.flush();
        flushed = at;
      }),
    close: () =>
      attempt(`${decodeURIComponent(name)} could not be saved`, async () => {
        try {
          file.flush();
        } finally {
          file.close();
        }
      }),
  };
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

async function attempt<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    if (cause instanceof DOMException && cause.name === 'NoModificationAllowedError') throw inUse(cause);
    throw storageError(cause, doing);
  }
}

function inUse(cause: unknown): IsoglotError {
  return new IsoglotError(
    {
      code: 'storage',
      what: 'this is being downloaded, in this tab or another.',
      remedy: 'Wait for it, or cancel it there.',
    },
    { cause },
  );
}
