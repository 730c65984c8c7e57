/** Large files of saved runs (weights, optimiser state) in the origin private file system. */
import type { CheckpointFiles } from './checkpointFiles';
import { storageError } from './storageError';

const FOLDER = 'weights';

/** Its methods reject with an IsoglotError `storage-full` or `storage`; removing what is not there is no error. */
export interface WeightStore extends CheckpointFiles {
  /** False: the browser offers no such file system, so what is written lives until the page is closed. */
  persistent: boolean;
  /** Bytes of every file, by name. */
  sizes(): Promise<Map<string, number>>;
}

/** What the names of a run's files begin with. */
export function runPrefix(runId: string): string {
  return `${runId}.`;
}

/** Opens the store; where the browser has no file system to offer, one in memory that says so. */
export async function openWeightStore(): Promise<WeightStore> {
  const folder = await openFolder();
  return folder ? fileStore(folder) : memoryStore;
}

async function openFolder(): Promise<FileSystemDirectoryHandle | null> {
  // Safari before 26 can write private files only through another interface.
  if (typeof FileSystemFileHandle === 'undefined' || !('createWritable' in FileSystemFileHandle.prototype)) {
    return null;
  }
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return null;
  }
}

function fileStore(folder: FileSystemDirectoryHandle): WeightStore {
  return {
    persistent: true,
    write: async (key, bytes) => {
      try {
        const handle = await folder.getFileHandle(nameOf(key), { create: true });
        await replace(handle, bytes);
      } catch (cause) {
        throw storageError(cause, 'the weights could not be saved');
      }
    },
    read: async (key) => {
      try {
        const handle = await folder.getFileHandle(nameOf(key));
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        // A first write that failed has left its name and no content.
        return bytes.length > 0 ? bytes : null;
      } catch (cause) {
        if (isMissing(cause)) return null;
        throw storageError(cause, 'the weights could not be read');
      }
    },
    names: async () => {
      try {
        const names: string[] = [];
        for await (const name of folder.keys()) names.push(decodeURIComponent(name));
        return names;
      } catch (cause) {
        throw storageError(cause, 'the weights could not be listed');
      }
    },
    sizes: async () => {
      try {
        const sizes = new Map<string, number>();
        for await (const [name, file] of folder.entries()) {
          if (file instanceof FileSystemFileHandle)
            sizes.set(decodeURIComponent(name), (await file.getFile()).size);
        }
        return sizes;
      } catch (cause) {
        throw storageError(cause, 'the weights could not be measured');
      }
    },
    remove: async (key) => {
      try {
        await folder.removeEntry(nameOf(key));
      } catch (cause) {
        if (!isMissing(cause)) throw storageError(cause, 'the weights could not be deleted');
      }
    },
  };
}

/**
 * A writable stream collects in a file of its own, which takes the place of the old one when the stream is closed
 * (File System Standard, "close"): the old content stays until the new one is whole.
 */
async function replace(handle: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  const stream = await handle.createWritable();
  try {
    await stream.write(bytes as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    await stream.abort().catch(() => undefined);
    throw cause;
  }
  await stream.close();
}

/** One for the whole page or worker, so that a run can be resumed while it stays open. */
const memory = new Map<string, Uint8Array>();
const memoryStore: WeightStore = {
  persistent: false,
  write: async (key, bytes) => void memory.set(key, bytes.slice()),
  read: async (key) => memory.get(key)?.slice() ?? null,
  names: async () => memory.keys(),
  sizes: async () => new Map([...memory].map(([key, { length }]) => [key, length])),
  remove: async (key) => void memory.delete(key),
};

function nameOf(key: string): string {
  return encodeURIComponent(key);
}

function isMissing(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'NotFoundError';
}
