import type { z } from 'zod';
import { IsoglotError } from '../core/errors';
import { decodeText, fileName, topFolder, type InputFile } from './files';
import { parseBy, parseJson } from './json';

export const REMEDY =
  'Take the files of the encoder as they were published, in the layout of sentence-transformers.';

/** What mends an encoder that is whole but of a kind that cannot be run. */
export const ANOTHER =
  'Choose another encoder of the BERT or XLM-R family, such as LaBSE, multilingual-e5-small or paraphrase-multilingual-MiniLM-L12-v2.';

/** Larger files that are not weights (a tokenizer of 250,000 pieces has 17 MB) do not belong to an encoder. */
const MAX_SMALL_FILE_BYTES = 64 * 2 ** 20;

/** An encoder's files by path below its own folder; the small ones are already read. */
export interface Folder {
  name: string;
  /** Small files. */
  small: Map<string, Uint8Array>;
  has(path: string): boolean;
  /** Reads any file whole. */
  load(path: string): Promise<Uint8Array>;
  /** @throws IsoglotError `bad-encoder` when the small file is missing. */
  bytes(path: string): Uint8Array;
  /** A small file as JSON. */
  json(path: string): unknown;
  /** Bytes of all files read so far. */
  bytesRead(): number;
}

/** @throws IsoglotError `bad-encoder` when there are no files. */
export async function openFolder(files: readonly InputFile[]): Promise<Folder> {
  const top = topFolder(files);
  const name = top ?? 'encoder';
  const byPath = new Map(files.map((file) => [top ? file.path.slice(top.length + 1) : file.path, file]));
  if (byPath.size === 0) throw missing(name, 'no file at all');
  let read = 0;
  const load = async (path: string): Promise<Uint8Array> => {
    const file = byPath.get(path);
    if (!file) throw missing(name, path);
    read += file.size;
    return file.bytes();
  };
  const small = new Map<string, Uint8Array>();
  for (const [path, { size }] of byPath) {
    if (!isWeights(path) && size <= MAX_SMALL_FILE_BYTES) small.set(path, await load(path));
  }
  const bytes = (path: string): Uint8Array => {
    const content = small.get(path);
    if (!content) throw missing(name, path, [...byPath.keys()]);
    return content;
  };
  return {
    name,
    small,
    has: (path) => byPath.has(path),
    load,
    bytes,
    json: (path) => parseJson(decodeText(bytes(path), `${name}/${path}`), `${name}/${path}`),
    bytesRead: () => read,
  };
}

/** Weights in any format, and files that a hub puts beside them. */
function isWeights(path: string): boolean {
  return /\.(safetensors|bin|pt|pth|onnx|onnx_data|h5|msgpack|ot|gguf|xml)$/.test(fileName(path));
}

/** An error that says what a complete folder holds, and what the given one lacks. */
export function missing(name: string, path: string, found: readonly string[] = []): IsoglotError {
  // `modules.json` marks an encoder's folder; other names, such as config.json, occur in its module folders, too.
  const deeper = path === 'modules.json' && found.find((other) => other.endsWith(`/${path}`));
  return new IsoglotError({
    code: 'bad-encoder',
    what: `${path} is missing.`,
    where: name,
    remedy: deeper
      ? `It lies deeper, at ${deeper}: give that folder.`
      : 'A folder of sentence-transformers has modules.json, config.json, model.safetensors, tokenizer.json and 1_Pooling/config.json: give all of them.',
  });
}

/** A small JSON file of the folder by its schema. @throws IsoglotError `bad-encoder`, `bad-file` or `bad-format`. */
export function parseFile<T extends z.ZodType>(folder: Folder, path: string, schema: T): z.output<T> {
  return parseBy(schema, folder.json(path), `${folder.name}/${path}`, REMEDY);
}

/** An error about an encoder that cannot be run as it is. */
export function refuse(where: string, what: string, remedy = REMEDY): IsoglotError {
  return new IsoglotError({ code: 'bad-encoder', what, where, remedy });
}
