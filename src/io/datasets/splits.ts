/** Which part of a data set is taken where it has several: judgments for training, development and test. */
import { IsoglotError } from '../../core/errors';
import { fileName, type InputFile } from '../files';
import type { CollectionFiles } from './collection';

/** What papers report is on `test`, or `dev` where the test's judgments are not public. */
const ORDER = ['test', 'dev', 'validation', 'valid', 'train'];

export interface Taken {
  collections: CollectionFiles[];
  /** Null when the files name no split. */
  split: string | null;
  /** Files of judgments of other splits. */
  leftAside: number;
}

/**
 * Takes the judgments of one split, the same in all collections.
 * @throws IsoglotError `bad-format` when a collection lacks it, or two collections have the same language.
 */
export function takeSplit(collections: readonly CollectionFiles[]): Taken {
  const there = new Set(collections.flatMap(({ qrels }) => qrels.map(splitOf)));
  const split = ORDER.find((name) => there.has(name)) ?? null;
  let leftAside = 0;
  const languages = new Map<string, string>();
  const taken = collections.map((files): CollectionFiles => {
    const place = files.qrels[0]!.path;
    const other = languages.get(files.language);
    if (other !== undefined) throw twice(place, files.language, other);
    languages.set(files.language, place);
    const qrels = files.qrels.filter((file) => splitOf(file) === split);
    if (qrels.length === 0) throw lacking(place, split!, files.language);
    if (qrels.length > 1) throw twice(qrels[1]!.path, files.language, qrels[0]!.path);
    leftAside += files.qrels.length - qrels.length;
    return { ...files, qrels };
  });
  return { collections: taken, split, leftAside };
}

/** `qrels.miracl-v1.0-ar-dev.tsv` is of `dev`; null when the name has no split. */
export function splitOf({ path }: Pick<InputFile, 'path'>): string | null {
  const words = fileName(path)
    .toLowerCase()
    .split(/[^a-z]+/);
  return ORDER.find((split) => words.includes(split)) ?? null;
}

function twice(where: string, language: string, other: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `${other} is also of the language "${language}".`,
    where,
    remedy: 'Give one data set, each language once, in a folder named by its language code.',
  });
}

function lacking(where: string, split: string, language: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `there are no judgments of the split "${split}" for the language "${language}", as the others have.`,
    where,
    remedy: 'Give the same split of every language.',
  });
}
