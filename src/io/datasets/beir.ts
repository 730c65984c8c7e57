/**
 * BEIR's layout (arXiv 2104.08663): `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`, each packed or not; one such
 * folder, or one a language.
 */
import { IsoglotError } from '../../core/errors';
import { fileName, type InputFile } from '../files';
import { NO_LANGUAGE, type CollectionFiles } from './collection';
import { languageOfFolder } from './languages';
import { takeSplit, type Taken } from './splits';

const CORPUS = /^corpus\.jsonl(\.gz)?$/i;
const QUERIES = /^queries\.jsonl(\.gz)?$/i;
const QRELS = /\.(tsv|txt|qrels|trec)(\.gz)?$/i;

/** Whether the files lie as BEIR has them. */
export function looksLikeBeir(files: readonly InputFile[]): boolean {
  return files.some(({ path }) => CORPUS.test(fileName(path)) || QUERIES.test(fileName(path)));
}

/** @throws IsoglotError `bad-format` when a folder lacks corpus, queries or judgments, or two have one language. */
export function beirCollections(files: readonly InputFile[]): Taken {
  const folders = new Map<string, InputFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path).replace(/(^|\/)qrels\/$/i, '$1');
    const inside = folders.get(folder);
    if (inside) inside.push(file);
    else folders.set(folder, [file]);
  }
  const complete = [...folders].filter(([, inside]) => looksLikeBeir(inside));
  const collections = complete.map(([folder, inside]): CollectionFiles => {
    const named = (pattern: RegExp) => inside.filter(({ path }) => pattern.test(fileName(path)));
    const own = inside.filter(
      ({ path }) => QRELS.test(path) && !/readme|licen[cs]e|notice/i.test(fileName(path)),
    );
    const inQrels = own.filter(({ path }) => /(^|\/)qrels\/[^/]*$/i.test(path));
    const parts = {
      'corpus.jsonl': named(CORPUS),
      'queries.jsonl': named(QUERIES),
      'qrels/test.tsv': inQrels.length > 0 ? inQrels : own,
    };
    for (const [name, found] of Object.entries(parts)) {
      if (found.length === 0) throw lacking(folder, name);
    }
    const several = complete.length > 1;
    const language = languageOfFolder(folder) ?? NO_LANGUAGE;
    return {
      corpus: parts['corpus.jsonl'],
      queries: parts['queries.jsonl'],
      qrels: parts['qrels/test.tsv'],
      language,
      prefix: several ? `${language}_` : '',
      parallel: true,
    };
  });
  return takeSplit(collections);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function lacking(folder: string, name: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `there is no ${name}.`,
    where: folder || 'the files given',
    remedy: 'A BEIR folder has corpus.jsonl, queries.jsonl and qrels/test.tsv, packed with gzip or not.',
  });
}
