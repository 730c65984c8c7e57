/**
 * Own pairs of query and passage as JSON lines, Parquet or TSV with a heading. Lines with the same id ask the same question, in
 * other languages or with other answers. A passage that stands on several lines is one candidate: as several, the
 * answer to one question would count as wrong for another.
 */
import { IsoglotError } from '../../core/errors';
import type { InputFile } from '../files';
import { visitLines } from '../lines';
import { NO_LANGUAGE } from './collection';
import { looksLikeBelebele, parseBelebele } from './belebele';
import type { CorpusBuilder } from './corpusBuilder';
import { visitJsonLines, type JsonRecord } from './jsonLines';
import { languageOfFileOrNull } from './languages';
import { namesPairs, parsePairRow, type PairRow } from './pairRow';
import { visitParquet } from './parquet';

const NO_DOMAIN = 'general';

export interface PairFormat {
  pattern: RegExp;
  visit(
    file: InputFile,
    visit: (record: JsonRecord, where: string) => void,
    signal?: AbortSignal,
  ): Promise<string>;
}

export const JSON_LINES: PairFormat = { pattern: /\.(jsonl|ndjson)(\.gz)?$/i, visit: visitJsonLines };
export const TSV: PairFormat = { pattern: /\.tsv(\.gz)?$/i, visit: visitTable };
export const PARQUET: PairFormat = { pattern: /\.parquet$/i, visit: visitParquet };

/**
 * Adds files of pairs.
 * @returns The fingerprint of each file by its path.
 * @throws IsoglotError `bad-file` or `bad-format` naming file and line.
 */
export async function addPairs(
  files: readonly InputFile[],
  format: PairFormat,
  builder: CorpusBuilder,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const prints = new Map<string, string>();
  const gather = createGatherer(builder);
  for (const file of files) {
    const language = languageOfFileOrNull(file.path.replace(/\.gz$/i, '')) ?? NO_LANGUAGE;
    const visit = (record: JsonRecord, where: string): void =>
      gather(
        looksLikeBelebele(record) ? parseBelebele(record, where) : parsePairRow(record, language, where),
        where,
      );
    prints.set(file.path, await format.visit(file, visit, signal));
  }
  return prints;
}

interface KnownPassage {
  /** Index within its language; null when it is empty. */
  index: number | null;
  text: string;
  domain: string;
}

/** Puts rows into the builder, each question and passage once. */
function createGatherer(builder: CorpusBuilder): (row: PairRow, where: string) => void {
  const questions = new Map<string, string>();
  const passages = new Map<string, KnownPassage>();
  const numbers = new Map<string, number>();

  function addQuery(group: string, domain: string, [language, text]: [string, string], where: string): void {
    const key = `${language} ${group}`;
    const known = questions.get(key);
    if (known === undefined) {
      questions.set(key, text);
      builder.addQuery({ id: `${language}_${group}`, group, language, domain, text });
      if (language === NO_LANGUAGE) builder.note(language, UNTOLD);
    } else if (known !== text) throw another(where, `question "${group}"`, language);
  }

  function addPassage(row: PairRow, domain: string, [language, text]: [string, string], where: string) {
    const key = `${language} ${row.passageId ?? text}`;
    const known = passages.get(key);
    if (known) {
      if (known.text !== text) throw another(where, `passage "${row.passageId}"`, language);
      if (known.domain !== domain)
        builder.note(language, 'passages in a second domain, counted to their first');
      return known.index;
    }
    const id = `${language}_${row.passageId ?? `#${passages.size}`}`;
    const index = builder.addPassage({ id, language, domain, text });
    passages.set(key, { index, text, domain });
    return index;
  }

  /** Without an id, the same words in the same language are the same question. */
  function numbered(query: [string, string] | undefined): string {
    const words = query?.join(' ') ?? '';
    const number = numbers.get(words) ?? numbers.size;
    numbers.set(words, number);
    return `#${number}`;
  }

  return (row, where) => {
    const domain = row.domain ?? NO_DOMAIN;
    const group = row.id ?? numbered(row.queries[0]);
    for (const query of row.queries) addQuery(group, domain, query, where);
    for (const passage of row.passages) {
      const index = addPassage(row, domain, passage, where);
      if (index !== null) builder.addRelevant(passage[0], group, index);
    }
  };
}

const UNTOLD = 'questions whose language neither a field "language" nor the name of the file tells';

/** Lines of a table as objects by the names in its heading. */
function visitTable(
  file: InputFile,
  visit: (record: JsonRecord, where: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  let heading: string[] | null = null;
  return visitLines(
    file,
    (line, number) => {
      const where = `${file.path}: line ${number}`;
      const columns = line.split('\t').map((column) => column.trim());
      if (heading === null) {
        heading = columns;
        if (!namesPairs(heading)) throw bad(where, 'the heading does not name a "query" and a "passage".');
        const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i);
        if (twice !== undefined) throw bad(where, `the heading names "${twice}" twice.`);
        return;
      }
      if (columns.length !== heading.length) {
        throw bad(where, `there are ${columns.length} columns, the heading has ${heading.length}.`);
      }
      visit(Object.fromEntries(heading.map((name, i) => [name, columns[i]])), where);
    },
    signal,
  );
}

function another(where: string, what: string, language: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `the ${what} has another text on a line before, in the same language "${language}".`,
    where,
    remedy: 'Give each an id of its own.',
  });
}

function bad(where: string, what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what,
    where,
    remedy: 'Begin the table with the names of its columns, e.g. id, language, domain, query, passage.',
  });
}
