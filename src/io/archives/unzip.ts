/** The files of ZIP archives, each unpacked when it is read: only the packed archive is held. */
import { IsoglotError } from '../../core/errors';
import { fileName, fileStem, type InputFile } from '../files';
import { crc32 } from './crc32';
import { damaged, packedContent, readZipDirectory, type ZipEntry } from './zipDirectory';

/** Unpacked, all files of an archive together; what claims more is refused before anything is unpacked. */
export const MAX_UNPACKED_BYTES = 2 ** 31;
/** As many as a folder may have. */
const MAX_ENTRIES = 2_000;

/** Deflate cannot make content smaller than this many times: what claims more would only fill the memory. */
const MAX_RATIO = 1032;

const STORED = 0;
const DEFLATED = 8;

/** Whether a file is an archive by its name. */
export const isZip = ({ path }: Pick<InputFile, 'path'>): boolean => /\.zip$/i.test(path);

/**
 * Puts the files of every archive in its place, below a folder of the archive's name; hidden files and those that
 * systems leave in archives (`__MACOSX`) are left out.
 * @throws IsoglotError `bad-file` when an archive is cut off, damaged or encrypted, would be too large unpacked, or has
 *   names that lead out of it.
 */
export async function unpackArchives(files: readonly InputFile[]): Promise<InputFile[]> {
  const unpacked: InputFile[] = [];
  for (const file of files) {
    if (isZip(file)) unpacked.push(...filesOfZip(await file.bytes(), file.path));
    else unpacked.push(file);
  }
  return unpacked;
}

function filesOfZip(bytes: Uint8Array, path: string): InputFile[] {
  const entries = readZipDirectory(bytes, path).filter(({ name }) => !isLeftOut(name));
  if (entries.length === 0)
    throw refused(path, 'the archive holds no files.', 'Give one with the data in it.');
  if (entries.length > MAX_ENTRIES)
    throw refused(path, `the archive holds more than ${MAX_ENTRIES} files.`, 'Give that of one data set.');
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > MAX_UNPACKED_BYTES) {
    const what = `unpacked, the archive has ${total.toLocaleString('en')} bytes, more than the ${MAX_UNPACKED_BYTES.toLocaleString('en')} that can be read.`;
    throw refused(path, what, 'Unpack it, and give the files of fewer languages.');
  }
  const folder = path.slice(0, path.length - fileName(path).length) + fileStem(path);
  const alreadyNamed = entries.every(({ name }) => name.startsWith(`${fileStem(path)}/`));
  const base = alreadyNamed ? folder.slice(0, -fileStem(path).length) : `${folder}/`;
  return entries.map((entry): InputFile => {
    const where = `${path}: ${entry.name}`;
    checkEntry(entry, where);
    return { path: base + entry.name, size: entry.size, bytes: () => unpack(bytes, entry, where) };
  });
}

function isLeftOut(name: string): boolean {
  return name.endsWith('/') || /(^|\/)(\.[^./]|__MACOSX\/)/.test(name);
}

function checkEntry({ name, encrypted, method }: ZipEntry, where: string): void {
  if (/^\/|\\|^[a-z]:|\0/i.test(name) || name.split('/').some((part) => part === '..' || part === '.'))
    throw refused(
      where,
      'the name leads out of the archive.',
      'Do not trust this archive; get it elsewhere.',
    );
  if (encrypted) throw refused(where, 'the file is encrypted.', 'Unpack it with its password first.');
  if (method !== STORED && method !== DEFLATED)
    throw refused(
      where,
      `the file is packed by method ${method}.`,
      'Unpack it first, or pack it with deflate.',
    );
}

/** Never writes more than the size that the archive's list says, whatever the packed content would give. */
async function unpack(archive: Uint8Array, entry: ZipEntry, where: string): Promise<Uint8Array> {
  const packed = packedContent(archive, entry, where);
  const bytes = entry.method === STORED ? packed : await inflate(packed, entry.size, where);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc)
    throw damaged(where, 'the content is not what the archive says: it is damaged.');
  return bytes;
}

async function inflate(packed: Uint8Array, size: number, where: string): Promise<Uint8Array> {
  if (size > (packed.length + 1) * MAX_RATIO)
    throw damaged(where, 'the archive says a size that the file cannot have.');
  const { inflateSync } = await import('fflate');
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch (cause) {
    throw new IsoglotError(damaged(where, 'the file is damaged or cut off.'), { cause });
  }
}

function refused(where: string, what: string, remedy: string): IsoglotError {
  return new IsoglotError({ code: 'bad-file', what, where, remedy });
}
