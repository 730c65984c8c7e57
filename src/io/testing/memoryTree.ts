import { sha256 } from '../sha256';
import type { FileTree } from '../storage/fileTree';

/** Kept downloads in memory, for tests. */
export function createMemoryTree(): FileTree {
  const folders = new Map<string, Map<string, Uint8Array[]>>();
  const within = (folder: string) => {
    const known = folders.get(folder) ?? new Map<string, Uint8Array[]>();
    folders.set(folder, known);
    return known;
  };
  const read = (folder: string, name: string) => {
    const parts = folders.get(folder)?.get(name);
    return parts ? joined(parts) : null;
  };
  return {
    folders: async () => [...folders.keys()],
    sizes: async (folder) =>
      new Map([...(folders.get(folder) ?? [])].map(([name, parts]) => [name, joined(parts).length])),
    read: async (folder, name) => read(folder, name),
    stream: (folder, name) => new Blob([(read(folder, name) ?? new Uint8Array()).slice()]).stream(),
    replace: async (folder, name, bytes) => void within(folder).set(name, [bytes.slice()]),
    append: async (folder, name, offset) => {
      const parts = [(read(folder, name) ?? new Uint8Array()).slice(0, offset)];
      within(folder).set(name, parts);
      return { write: async (bytes) => void parts.push(bytes.slice()), close: async () => undefined };
    },
    sha256: async (folder, name) => sha256(read(folder, name) ?? new Uint8Array()),
    removeFolder: async (folder) => void folders.delete(folder),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
