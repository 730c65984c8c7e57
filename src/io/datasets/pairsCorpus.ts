import type { Corpus } from '../../core/corpus';
import { IsoglotError } from '../../core/errors';
import { fileName, topFolder, type InputFile } from '../files';
import { sha256OfParts } from '../sha256';
import { createCorpusBuilder } from './corpusBuilder';
import { addPairs, JSON_LINES, PARQUET, TSV } from './pairs';

const FORMATS = { jsonl: JSON_LINES, tsv: TSV, parquet: PARQUET };
export type PairsFormat = keyof typeof FORMATS;
const NAMES: Record<PairsFormat, string> = { jsonl: 'JSON lines', tsv: 'a table', parquet: 'Parquet' };

/**
 * The format of the files when they are pairs, by their names; null when none is.
 * @throws IsoglotError `bad-format` when there are several.
 */
export function pairsFormatOf(files: readonly InputFile[]): PairsFormat | null {
  let found: { format: PairsFormat; path: string } | null = null;
  for (const format of Object.keys(FORMATS) as PairsFormat[]) {
    const path = files.find((file) => FORMATS[format].pattern.test(file.path))?.path;
    if (path === undefined) continue;
    if (found) {
      throw new IsoglotError({
        code: 'bad-format',
        what: `this is ${NAMES[format]}, and ${found.path} is not.`,
        where: path,
        remedy: 'Give the files of one data set, or choose the format.',
      });
    }
    found = { format, path };
  }
  return found?.format ?? null;
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
