export interface DroppedFile {
  /** Path below the folder that was dropped, or the file's name. */
  path: string;
  blob: Blob;
}

/** All files of a drop, folders walked to the end. Entries that can't be read are left out. */
export async function filesOf(transfer: DataTransfer): Promise<DroppedFile[]> {
  // The item list is emptied when the event handler returns, so the entries are taken before the first await.
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, blob: file }));
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry: FileSystemEntry): Promise<DroppedFile[]> {
  if (isFile(entry)) {
    const blob = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    return blob ? [{ path: entry.fullPath.replace(/^\//, ''), blob }] : [];
  }
  const children = await readAll((entry as FileSystemDirectoryEntry).createReader());
  return (await Promise.all(children.map(walk))).flat();
}

/** A reader hands out a folder in portions; an empty one is the end. */
async function readAll(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const portion = await new Promise<FileSystemEntry[]>((resolve) =>
    reader.readEntries(resolve, () => resolve([])),
  );
  return portion.length === 0 ? [] : [...portion, ...(await readAll(reader))];
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
