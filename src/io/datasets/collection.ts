/**
 * Corpus, queries and judgments in files of their own, as BEIR, MIRACL and Mr. TyDi have them. The corpus streams
 * through; only its texts and ids stay.
 */
import { IsoglotError } from '../../core/errors';
import type { InputFile } from '../files';
import type { CorpusBuilder } from './corpusBuilder';
import { requiredField, textField, visitJsonLines, type JsonRecord } from './jsonLines';
import { checkLanguage } from './languages';
import { isParquet, visitParquet } from './parquet';
import { readQrels, type Qrels } from './qrels';
import { visitTopics } from './topics';

/** Language of texts whose files tell none (BCP 47: undetermined). */
export const NO_LANGUAGE = 'und';
const NO_DOMAIN = 'general';

const ID = ['_id', 'id', 'docid', 'query_id'];
const TEXT = ['text', 'contents', 'query'];

export interface CollectionFiles {
  corpus: readonly InputFile[];
  /** JSON lines, Parquet, or TSV of id and text. */
  queries: readonly InputFile[];
  qrels: readonly InputFile[];
  /** Language of what does not tell its own. */
  language: string;
  /** Put before ids to keep them apart from those of other collections; empty for a single one. */
  prefix: string;
  /** Whether a query with the same id in another collection is the same question in another language. */
  parallel: boolean;
}

/**
 * Adds one collection. Text of a passage: its title, a blank and its text, as BEIR's own models have it. Relevant is
 * what is judged above 0, with its grade.
 * @returns The fingerprint of each file by its path.
 * @throws IsoglotError `bad-file` or `bad-format` naming file and line.
 */
export async function addCollection(
  files: CollectionFiles,
  builder: CorpusBuilder,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const prints = new Map<string, string>();
  const judgments: Judgments = { queriesOf: new Map(), relevant: 0 };
  const judgedQueries = new Set<string>();
  for (const file of files.qrels) {
    const qrels = await readQrels(file, signal);
    prints.set(file.path, qrels.sha256);
    collect(qrels, judgments);
    for (const query of qrels.grades.keys()) judgedQueries.add(query);
  }
  let untold = 0;
  const labelsOf = (record: JsonRecord, where: string) => {
    const found = labels(record, files.language, where);
    if (found.language === NO_LANGUAGE) untold++;
    return found;
  };
  const queryIds = new Set<string>();
  const addQuery = (id: string, text: string, record: JsonRecord, where: string): void => {
    if (queryIds.has(id)) throw duplicate(where, `the query id "${id}"`);
    queryIds.add(id);
    const { language, domain } = labelsOf(record, where);
    const group = files.parallel ? id : files.prefix + id;
    const added = builder.addQuery({ id: files.prefix + id, group, language, domain, text });
    // Ids are apart within a collection: another one has this question in the same language.
    if (!added) throw duplicate(where, `the query id "${id}" in the language "${language}"`);
  };
  for (const file of files.queries) {
    const visitRecord = (record: JsonRecord, where: string): void =>
      addQuery(requiredField(record, ID, where), textField(record, TEXT, where) ?? '', record, where);
    const visitLine = (id: string, text: string, where: string): void => addQuery(id, text, {}, where);
    const isTopics = !isParquet(file) && !/\.jsonl(\.gz)?$/i.test(file.path);
    prints.set(
      file.path,
      isTopics
        ? await visitTopics(file, visitLine, signal)
        : await visitRecords(file)(file, visitRecord, signal),
    );
  }
  const passageIds = new Set<string>();
  let found = 0;
  const addPassage = (record: JsonRecord, where: string): void => {
    const id = requiredField(record, ID, where);
    if (passageIds.has(id)) throw duplicate(where, `the passage id "${id}"`);
    passageIds.add(id);
    const { language, domain } = labelsOf(record, where);
    const parts = [textField(record, ['title'], where), textField(record, TEXT, where)];
    const text = parts.filter((part) => part?.trim()).join(' ');
    const index = builder.addPassage({ id: files.prefix + id, language, domain, text });
    if (files.parallel && queryIds.has(id)) builder.note(files.language, ALSO_PASSAGES);
    for (const { query, grade } of judgments.queriesOf.get(id) ?? []) {
      found++;
      if (index !== null) {
        builder.addRelevant(language, files.parallel ? query : files.prefix + query, index, grade);
      }
    }
  };
  for (const file of files.corpus) prints.set(file.path, await visitRecords(file)(file, addPassage, signal));
  const note = (oddity: string, count: number): void => builder.note(files.language, oddity, count);
  note('relevance judgments of passages that are not in the corpus, left out', judgments.relevant - found);
  note('judged queries that are not among the queries, left out', missing(judgedQueries, queryIds));
  note('texts whose language neither their folder nor a field "language" tells', untold);
  return prints;
}

const visitRecords = (file: InputFile) => (isParquet(file) ? visitParquet : visitJsonLines);

/** BEIR's own evaluation leaves such a passage out of its question's ranking. */
const ALSO_PASSAGES =
  'passages with the id of a question, which stay candidates for it (BEIR leaves them out)';

interface Judgments {
  /** Queries that a passage is relevant to. */
  queriesOf: Map<string, { query: string; grade: number }[]>;
  relevant: number;
}

function collect({ grades }: Qrels, into: Judgments): void {
  for (const [query, judged] of grades) {
    for (const [passage, grade] of judged) {
      if (grade <= 0) continue;
      into.relevant++;
      const queries = into.queriesOf.get(passage);
      if (queries) queries.push({ query, grade });
      else into.queriesOf.set(passage, [{ query, grade }]);
    }
  }
}

/** What a line says of itself, on its own or in BEIR's `metadata`. */
function labels(record: JsonRecord, otherwise: string, where: string): { language: string; domain: string } {
  const { metadata } = record;
  const about = typeof metadata === 'object' && metadata !== null ? (metadata as JsonRecord) : {};
  const field = (names: string[]) => textField(record, names, where) || textField(about, names, where);
  const language = field(['language', 'lang']) || otherwise;
  if (language !== otherwise) checkLanguage(language, where);
  return { language, domain: field(['domain']) || NO_DOMAIN };
}

function missing(wanted: ReadonlySet<string>, there: ReadonlySet<string>): number {
  return [...wanted].filter((id) => !there.has(id)).length;
}

function duplicate(where: string, what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `${what} occurs twice.`,
    where,
    remedy: 'Give each an id of its own, and each file once.',
  });
}
