import { afterEach, describe, expect, it, vi } from 'vitest';
import { openWeightStore } from './weightStore';

/** The few handles of the File System Standard that the store uses; content changes when a stream is closed. */
class FakeFile {
  bytes = new Uint8Array();
  fault: DOMException | null = null;

  async createWritable() {
    let written = new Uint8Array();
    return {
      write: async (bytes: Uint8Array) => {
        written = bytes.slice(0, bytes.length / 2);
        if (this.fault) throw this.fault;
        written = bytes.slice();
      },
      close: async () => void (this.bytes = written),
      abort: async () => undefined,
    };
  }

  getFile = async () => new Blob([this.bytes]);
}

class FakeFolder {
  files = new Map<string, FakeFile>();

  getDirectoryHandle = async () => this;

  getFileHandle = async (name: string, options?: { create: boolean }) => {
    const known = this.files.get(name);
    if (known) return known;
    if (!options?.create) throw new DOMException('no such file', 'NotFoundError');
    const file = new FakeFile();
    this.files.set(name, file);
    return file;
  };

  async *entries() {
    yield* this.files;
  }

  removeEntry = async (name: string) => {
    if (!this.files.delete(name)) throw new DOMException('no such file', 'NotFoundError');
  };
}

function browser(folder: FakeFolder | null): void {
  vi.stubGlobal('FileSystemFileHandle', FakeFile);
  const getDirectory = () =>
    folder ? Promise.resolve(folder) : Promise.reject(new DOMException('private window', 'SecurityError'));
  vi.stubGlobal('navigator', { storage: { getDirectory } });
}

afterEach(() => vi.unstubAllGlobals());

const bytes = (...values: number[]) => new Uint8Array(values);

describe('openWeightStore', () => {
  it.each([
    ['in files', () => browser(new FakeFolder()), true],
    ['in memory where private files are refused', () => browser(null), false],
    ['in memory where there are none', () => vi.stubGlobal('FileSystemFileHandle', undefined), false],
  ])('keeps bytes %s', async (_, prepare, persistent) => {
    prepare();
    const store = await openWeightStore();
    expect(store.persistent).toBe(persistent);
    expect(await store.read('a/b')).toBeNull();
    await store.write('a/b', bytes(1, 2, 3));
    await store.write('a/b', bytes(4));
    expect(await store.read('a/b')).toEqual(bytes(4));
    expect(await (await openWeightStore()).read('a/b')).toEqual(bytes(4));
    await store.write('c', bytes(1, 2));
    expect(Object.fromEntries(await store.sizes())).toEqual({ 'a/b': 1, c: 2 });
    await store.remove('c');
    await store.remove('a/b');
    await store.remove('a/b');
    expect(await store.read('a/b')).toBeNull();
  });

  it('keeps the good file when a write is torn, and says that storage is full', async () => {
    const folder = new FakeFolder();
    browser(folder);
    const store = await openWeightStore();
    await store.write('run', bytes(1, 2));
    folder.files.get('run')!.fault = new DOMException('no room', 'QuotaExceededError');
    await expect(store.write('run', bytes(3, 4, 5, 6))).rejects.toMatchObject({
      code: 'storage-full',
      remedy: 'Delete runs in the table of runs, or encoders under Storage.',
    });
    expect(await store.read('run')).toEqual(bytes(1, 2));
  });

  it('takes a first write that failed for no file', async () => {
    const folder = new FakeFolder();
    browser(folder);
    const file = await folder.getFileHandle('run', { create: true });
    file.fault = new DOMException('gone', 'InvalidStateError');
    const store = await openWeightStore();
    await expect(store.write('run', bytes(1, 2))).rejects.toMatchObject({ code: 'storage' });
    expect(await store.read('run')).toBeNull();
  });
});
