import type { Corpus } from '../../core/corpus';
import type { DataFormat } from '../../protocol';
import { unpackArchives } from '../archives/unzip';
import type { InputFile } from '../files';
import { beirCollections, looksLikeBeir } from './beir';
import { readCollections } from './collections';
import { JSON_NAME, readJsonCorpus } from './jsonCorpus';
import { looksLikeMiracl, miraclCollections } from './miracl';
import { looksLikeMteb, mtebCollections } from './mteb';
import { pairsFormatOf, readPairsCorpus } from './pairsCorpus';

/**
 * Reads a data set, from files, folders or ZIP archives of them. The result is the same whatever the order of the files; files that do not belong to it are left
 * aside.
 * @param format `auto` knows BEIR, MIRACL, MTEB and own pairs by the names of their files, everything else by its content.
 * @param onProgress Called with the number of files read and their total.
 * @throws IsoglotError `bad-file`, `bad-format` or `empty-data` naming file and place; `cancelled` by `signal`.
 */
export async function readCorpus(
  files: readonly InputFile[],
  format: DataFormat,
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<Corpus> {
  const sorted = (await unpackArchives(files)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const layout = format === 'auto' ? layoutOf(sorted) : format;
  switch (layout) {
    case 'beir':
      return readCollections(beirCollections(sorted), layout, sorted, signal, onProgress);
    case 'miracl':
      return readCollections(miraclCollections(sorted), layout, sorted, signal, onProgress);
    case 'mteb':
      return readCollections(mtebCollections(sorted), layout, sorted, signal, onProgress);
    case 'jsonl':
    case 'tsv':
    case 'parquet':
      return readPairsCorpus(sorted, layout, signal);
    default:
      return readJsonCorpus(sorted, layout, signal, onProgress);
  }
}

function layoutOf(files: readonly InputFile[]): DataFormat {
  if (looksLikeBeir(files)) return 'beir';
  if (looksLikeMiracl(files)) return 'miracl';
  if (looksLikeMteb(files)) return 'mteb';
  if (files.some(({ path }) => JSON_NAME.test(path))) return 'auto';
  return pairsFormatOf(files) ?? 'auto';
}
