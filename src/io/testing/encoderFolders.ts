import { fileFromBytes, type InputFile } from '../files';
import { readDirectory } from '../nodeFiles';

/** Path of a file or folder of the repository. */
export const repositoryPath = (name: string) => new URL(`../../../${name}`, import.meta.url).pathname;

/** The files of a folder of the repository. */
export const directory = (name: string) => readDirectory(repositoryPath(name));

/**
 * The files of a fixture with some of them replaced, added or taken away (`null`), in a folder `x`.
 * @param changes by path below the folder: bytes, text, or a value to be written as JSON
 */
export async function altered(name: string, changes: Record<string, unknown>): Promise<InputFile[]> {
  const files = (await directory(name)).filter((file) => !(below(file.path) in changes));
  const added = Object.entries(changes).filter(([, value]) => value !== null);
  return [...files, ...added.map(([place, value]) => fileFromBytes(`x/${place}`, content(value)))].map(
    (file) => ({ ...file, path: `x/${below(file.path)}` }),
  );
}

/** Path below the topmost folder. */
export const below = (place: string) => place.slice(place.indexOf('/') + 1);

const content = (value: unknown) => (value instanceof Uint8Array ? value : text(value));
const text = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
