/** Which files of a data set are of use, and which of those are taken. */
import { fileName } from '../files';

/** What the readers of data sets read, by its name: packed or not. */
export const DATA_NAME = /\.((json|jsonl|ndjson|tsv|txt|qrels|trec)(\.gz)?|parquet|zip)$/i;
/** Plain text is data where it holds topics or judgments, as Mr. TyDi's does. */
const TEXT_NAME = /\.txt(\.gz)?$/i;
const TREC_NAME = /^(topics?|qrels?)[.\-_]/i;
/** What describes a repository. */
const DESCRIPTION = /^(dataset_infos?|dataset_dict|state|package|package-lock|croissant)\.json$/i;

/** Whether a file may belong to a data set that can be read. */
export function isDataFile(path: string): boolean {
  const name = fileName(path);
  if (/(^|\/)\./.test(path) || DESCRIPTION.test(name)) return false;
  return DATA_NAME.test(name) && (!TEXT_NAME.test(name) || TREC_NAME.test(name));
}

/**
 * Those of a data set's files that patterns name.
 * @param only Paths, divided by commas: of a file, of a folder, or with `*` for any characters.
 */
export function picked(paths: readonly string[], only: string): string[] {
  const patterns = only.split(',').map((pattern) => {
    const escaped = pattern
      .trim()
      .replace(/\/$/, '')
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`^${escaped.replaceAll('*', '.*')}(/|$)`);
  });
  return paths.filter((path) => patterns.some((pattern) => pattern.test(path)));
}

/** Those that are taken by themselves: all, but none of a training split beside others, which are what is evaluated. */
export function chosenFiles(paths: readonly string[]): string[] {
  const words = (path: string) => path.toLowerCase().split(/[^a-z]+/);
  const evaluated = (path: string) =>
    words(path).some((word) => ['test', 'dev', 'validation', 'valid'].includes(word));
  if (!paths.some(evaluated)) return [...paths];
  return paths.filter((path) => evaluated(path) || !words(path).includes('train'));
}
