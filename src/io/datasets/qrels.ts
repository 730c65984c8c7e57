/**
 * Relevance judgments: TREC's `query iteration passage grade`, BEIR's `query passage grade` below a heading, or MTEB's
 * Parquet.
 */
import { IsoglotError } from '../../core/errors';
import type { InputFile } from '../files';
import { visitLines } from '../lines';
import { requiredField, type JsonRecord } from './jsonLines';
import { isParquet, visitParquet } from './parquet';

/** Columns of Parquet, as MTEB names them. */
const QUERY = ['query-id', 'query_id', 'qid'];
const PASSAGE = ['corpus-id', 'corpus_id', 'docid'];
const GRADE = ['score', 'relevance'];

/** Far above any scale of relevance; nDCG adds grades up, and their sum must stay a number. */
const MAX_GRADE = 1e9;

export interface Qrels {
  /** Grade by passage id, by query id, in the order of the file. */
  grades: Map<string, Map<string, number>>;
  /** Fingerprint of the content. */
  sha256: string;
}

/**
 * Reads one file of judgments.
 * @throws IsoglotError `bad-format` naming the line: a wrong number of columns, a grade that is no number or beyond
 *   `MAX_GRADE`, or two grades for one passage.
 */
export async function readQrels(file: InputFile, signal?: AbortSignal): Promise<Qrels> {
  const grades: Qrels['grades'] = new Map();
  const add = (query: string, passage: string, grade: string, where: string): void => {
    if (!/^[+-]?\d+(\.\d+)?$/.test(grade)) throw bad(where, `the relevance "${grade}" is not a number.`);
    if (Math.abs(Number(grade)) > MAX_GRADE) {
      const shown = grade.length > 20 ? `${grade.slice(0, 20)}..` : grade;
      throw bad(where, `the relevance ${shown} is beyond ${MAX_GRADE.toLocaleString('en')}.`);
    }
    if (query === '' || passage === '') throw bad(where, 'an id is empty.');
    const judged = grades.get(query) ?? new Map<string, number>();
    grades.set(query, judged);
    const before = judged.get(passage);
    if (before !== undefined && before !== Number(grade)) {
      throw bad(where, `query "${query}" and passage "${passage}" had the relevance ${before} before.`);
    }
    judged.set(passage, Number(grade));
  };
  const visit = (line: string, number: number): void => {
    const columns = line.includes('\t')
      ? line.split('\t').map((part) => part.trim())
      : line.trim().split(/\s+/);
    const where = `${file.path}: line ${number}`;
    if (columns.length !== 3 && columns.length !== 4) {
      throw bad(where, `there are ${columns.length} columns instead of three or four.`);
    }
    // Only TREC has such a second column: read as BEIR's, the passage would stand where its grade is looked for.
    if (columns.length === 3 && !line.includes('\t') && /^q?0$/i.test(columns[1]!)) {
      throw bad(where, 'there is no relevance behind the passage.');
    }
    if (number === 1 && /^(query|q|topic)[-_ ]?id$/i.test(columns[0]!)) return;
    add(columns[0]!, columns.at(-2)!, columns.at(-1)!, where);
  };
  const visitRow = (row: JsonRecord, where: string): void => {
    const [query, passage, grade] = [QUERY, PASSAGE, GRADE].map((names) => requiredField(row, names, where));
    add(query!, passage!, grade!, where);
  };
  const sha256 = isParquet(file)
    ? await visitParquet(file, visitRow, signal)
    : await visitLines(file, visit, signal);
  return { sha256, grades };
}

function bad(where: string, what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what,
    where,
    remedy:
      'A line is: query id, passage id, relevance (BEIR), or query id, 0, passage id, relevance (TREC).',
  });
}
