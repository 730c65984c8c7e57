import type { Corpus } from '../../core/corpus';
import { topFolder, type InputFile } from '../files';
import { sha256OfParts } from '../sha256';
import { addCollection } from './collection';
import { createCorpusBuilder } from './corpusBuilder';
import type { Taken } from './splits';

/**
 * Reads corpora with queries and judgments of their own into one.
 * @param files All that were given, for the name.
 * @param onProgress Called with the number of collections read and their total.
 * @throws IsoglotError naming file and line; `cancelled` by `signal`.
 */
export async function readCollections(
  { collections, split, leftAside }: Taken,
  format: string,
  files: readonly InputFile[],
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<Corpus> {
  const builder = createCorpusBuilder();
  const parts = new Map<string, string>();
  const top = topFolder(files);
  for (const [index, collection] of collections.entries()) {
    for (const [path, print] of await addCollection(collection, builder, signal)) {
      parts.set(path.slice(top === null ? 0 : top.length + 1).replace(/\.gz$/i, ''), print);
    }
    onProgress?.(index + 1, collections.length);
  }
  builder.note('qrels', `files of other splits than "${split}", left aside`, leftAside);
  return builder.build({ name: top ?? format, format, sha256: await sha256OfParts(parts) });
}
