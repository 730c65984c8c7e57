/**
 * Retrieval data as MTEB keeps it: Parquet files in folders `corpus`, `queries` and `qrels`, or `de-corpus`, `de-queries`
 * and `de-qrels` a language. As MTEB has it, questions of different languages are different questions, whatever their ids.
 */
import { IsoglotError } from '../../core/errors';
import type { InputFile } from '../files';
import { NO_LANGUAGE, type CollectionFiles } from './collection';
import { checkLanguage } from './languages';
import { isParquet } from './parquet';
import { splitOf, takeSplit, type Taken } from './splits';

const PARTS = ['corpus', 'queries', 'qrels'] as const;
type Part = (typeof PARTS)[number];

/** `de-corpus/dev-00000-of-00001.parquet`, `corpus.parquet`. */
const PLACE = /(?:^|\/)(?:([\w-]+)-)?(corpus|queries|qrels)(?:\/[^/]*)?\.parquet$/i;

/** Whether a Parquet file lies where MTEB keeps a corpus, queries or judgments. */
export function looksLikeMteb(files: readonly InputFile[]): boolean {
  return files.some(({ path }) => PLACE.test(path));
}

/** @throws IsoglotError `bad-format` when a language lacks corpus, queries or judgments, or a name is no language. */
export function mtebCollections(files: readonly InputFile[]): Taken {
  const found = new Map<string, Record<Part, InputFile[]>>();
  for (const file of files.filter(isParquet)) {
    const [, prefix, part] = PLACE.exec(file.path) ?? [];
    if (!part) continue;
    if (prefix !== undefined) checkLanguage(prefix, file.path);
    const language = prefix ?? NO_LANGUAGE;
    const parts = found.get(language) ?? { corpus: [], queries: [], qrels: [] };
    parts[part.toLowerCase() as Part].push(file);
    found.set(language, parts);
  }
  if (found.size === 0) throw lacking('corpus', NO_LANGUAGE);
  const collections = [...found].map(([language, parts]): CollectionFiles => {
    for (const part of PARTS) if (parts[part].length === 0) throw lacking(part, language);
    return { ...parts, language, prefix: found.size > 1 ? `${language}_` : '', parallel: false };
  });
  const taken = takeSplit(collections);
  const ofSplit = (list: readonly InputFile[]) => {
    const own = list.filter((file) => splitOf(file) === taken.split);
    return own.length > 0 ? own : list;
  };
  return {
    ...taken,
    collections: taken.collections.map((one) => ({
      ...one,
      corpus: ofSplit(one.corpus),
      queries: ofSplit(one.queries),
    })),
  };
}

function lacking(part: Part, language: string): IsoglotError {
  const prefix = language === NO_LANGUAGE ? '' : `${language}-`;
  return new IsoglotError({
    code: 'bad-format',
    what: `there is no ${prefix}${part}.`,
    where: 'the files given',
    remedy: 'Give the folders corpus, queries and qrels with their .parquet files, named as on the hub.',
  });
}
