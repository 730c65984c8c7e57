/**
 * MIRACL (arXiv 2210.09984) and Mr. TyDi (arXiv 2108.08787): topics and judgments as TSV, passages as JSON lines, packed
 * or not, for every language. Names of files or folders tell the language; questions of different languages are
 * different questions, whatever their ids.
 */
import { IsoglotError } from '../../core/errors';
import { fileName, type InputFile } from '../files';
import type { CollectionFiles } from './collection';
import { languageInPath } from './languages';
import { splitOf, takeSplit, type Taken } from './splits';

const TOPICS = /^topics?[.\-_].*\.(tsv|txt)(\.gz)?$/i;
const QRELS = /^qrels?[.\-_].*\.(tsv|txt)(\.gz)?$/i;
const CORPUS = /\.jsonl(\.gz)?$/i;

/** Whether there are files of topics. */
export function looksLikeMiracl(files: readonly InputFile[]): boolean {
  return files.some(({ path }) => TOPICS.test(fileName(path)));
}

/**
 * Topics without judgments, such as those of MIRACL's hidden tests, are left aside.
 * @throws IsoglotError `bad-format` when a language lacks topics, judgments or passages, or a name tells no language.
 */
export function miraclCollections(files: readonly InputFile[]): Taken {
  const topics = byLanguage(files, TOPICS);
  const qrels = byLanguage(files, QRELS);
  const passages = byLanguage(files, CORPUS);
  if (topics.size === 0) throw lacking('topics', 'topics.miracl-v1.0-sw-dev.tsv', 'any language');
  const languages = [...new Set([...topics.keys(), ...qrels.keys(), ...passages.keys()])].sort();
  const incomplete = languages.map((language): CollectionFiles => {
    const shown = `the language "${language}"`;
    if (!qrels.has(language)) throw lacking('judgments', `qrels.miracl-v1.0-${language}-dev.tsv`, shown);
    if (!topics.has(language)) throw lacking('topics', `topics.miracl-v1.0-${language}-dev.tsv`, shown);
    if (!passages.has(language)) {
      throw lacking('passages', `docs-0.jsonl.gz in miracl-corpus-v1.0-${language}`, shown);
    }
    return {
      corpus: passages.get(language)!,
      queries: topics.get(language)!,
      qrels: qrels.get(language)!,
      language,
      prefix: languages.length > 1 ? `${language}_` : '',
      parallel: false,
    };
  });
  const taken = takeSplit(incomplete);
  const collections = taken.collections.map((collection): CollectionFiles => {
    const queries = collection.queries.filter((file) => splitOf(file) === taken.split);
    if (queries.length === 1) return { ...collection, queries };
    const what = `${queries.length} files hold the topics that belong to these judgments.`;
    throw bad(collection.qrels[0]!.path, what);
  });
  return { ...taken, collections };
}

function byLanguage(files: readonly InputFile[], pattern: RegExp): Map<string, InputFile[]> {
  const found = new Map<string, InputFile[]>();
  for (const file of files.filter(({ path }) => pattern.test(fileName(path)))) {
    const language = languageInPath(file.path);
    if (language === null) throw bad(file.path, 'neither the file nor its folder is named by its language.');
    found.set(language, [...(found.get(language) ?? []), file]);
  }
  return found;
}

function lacking(what: string, name: string, language: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `there are no ${what} for ${language}.`,
    where: 'the files given',
    remedy: `Add them, e.g. ${name}, or take the language out.`,
  });
}

function bad(where: string, what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what,
    where,
    remedy: 'Keep the names that MIRACL and Mr. TyDi give their files and folders.',
  });
}
