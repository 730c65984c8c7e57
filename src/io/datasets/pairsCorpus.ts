import type { Corpus } from '../../core/corpus';
import { IsoglotError } from '../../core/errors';
import { fileName, topFolder, type InputFile } from '../files';
import { sha256OfParts } from '../sha256';
import { createCorpusBuilder } from './corpusBuilder';
import { addPairs, JSON_LINES, TSV } from './pairs';

const FORMATS = { jsonl: JSON_LINES, tsv: TSV };
export type PairsFormat = keyof typeof FORMATS;

/**
 * The format of the files when they are pairs, by their names; null when none is.
 * @throws IsoglotError `bad-format` when there are both.
 */
export function pairsFormatOf(files: readonly InputFile[]): PairsFormat | null {
  const [lines, table] = [JSON_LINES, TSV].map(({ pattern }) => files.find(({ path }) => pattern.test(path)));
  if (lines && table) {
    throw new IsoglotError({
      code: 'bad-format',
      what: `this is a table, and ${lines.path} is not.`,
      where: table.path,
      remedy: 'Give the files of one data set, or choose the format.',
    });
  }
  if (lines) return 'jsonl';
  return table ? 'tsv' : null;
}

/**
 * Reads files of own pairs into a corpus.
 * @throws IsoglotError naming file and line; `cancelled` by `signal`.
 */
export async function readPairsCorpus(
  files: readonly InputFile[],
  format: PairsFormat,
  signal?: AbortSignal,
): Promise<Corpus> {
  const data = files.filter(({ path }) => FORMATS[format].pattern.test(path));
  const builder = createCorpusBuilder();
  const top = topFolder(files);
  const parts = new Map<string, string>();
  for (const [path, print] of await addPairs(data, FORMATS[format], builder, signal)) {
    parts.set(path.slice(top === null ? 0 : top.length + 1).replace(/\.gz$/i, ''), print);
  }
  const alone = data.length === 1 ? fileName(data[0]!.path).replace(FORMATS[format].pattern, '') : format;
  return builder.build({ name: top ?? alone, format, sha256: await sha256OfParts(parts) });
}
