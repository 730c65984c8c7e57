import { IsoglotError } from '../errors';

/** Score of each retrieved document, by query. */
export type TrecRun = Map<string, Map<string, number>>;

/** Grade of each judged document, by query: relevant above 0, judged and not relevant at 0, not in the pool below. */
export type TrecQrels = Map<string, Map<string, number>>;

/**
 * Reads a TREC run: `query Q0 document rank score tag` on each line, fields parted by white space. Rank and order of
 * lines are ignored, as trec_eval does. `file` names the file in errors.
 *
 * @throws IsoglotError `bad-file` naming file and line: wrong number of fields, a score that is not a finite float32
 * (trec_eval's kind: beyond it all scores would be equal), a document twice for one query, or no line at all.
 */
export function parseRun(text: string, file: string): TrecRun {
  return readTable(text, file, ['query', 'Q0', 'document', 'rank', 'score', 'tag'], 'score', (field) => {
    const score = Number(field);
    return Number.isFinite(Math.fround(score)) ? score : undefined;
  });
}

/**
 * Reads TREC qrels: `query iteration document grade` on each line, fields parted by white space, grades integers.
 *
 * @throws IsoglotError `bad-file` naming file and line: wrong number of fields, a grade that is not an integer, a
 * document twice for one query, or no line at all.
 */
export function parseQrels(text: string, file: string): TrecQrels {
  return readTable(text, file, ['query', 'iteration', 'document', 'grade'], 'grade', (field) =>
    /^[+-]?\d{1,9}$/.test(field) ? Number(field) : undefined,
  );
}

function readTable(
  text: string,
  file: string,
  columns: string[],
  valueColumn: string,
  read: (field: string) => number | undefined,
): Map<string, Map<string, number>> {
  const queries = new Map<string, Map<string, number>>();
  for (const [index, line] of text.split('\n').entries()) {
    const fields = line.split(/\s+/).filter((field) => field !== '');
    if (fields.length === 0) continue;
    const bad = (what: string) =>
      new IsoglotError({
        code: 'bad-file',
        what,
        where: `${file}:${index + 1}`,
        remedy: `Each line must read "${columns.join(' ')}".`,
      });
    if (fields.length !== columns.length) {
      throw bad(`The line has ${fields.length} fields instead of ${columns.length}.`);
    }
    const field = fields[columns.indexOf(valueColumn)]!;
    const value = read(field);
    if (value === undefined) throw bad(`"${field}" is no ${valueColumn}.`);
    const query = fields[0]!;
    const document = fields[2]!;
    const documents = queries.get(query) ?? new Map<string, number>();
    if (documents.has(document))
      throw bad(`The document "${document}" stands twice under the query "${query}".`);
    queries.set(query, documents.set(document, value));
  }
  if (queries.size === 0) {
    throw new IsoglotError({
      code: 'bad-file',
      what: 'The file is empty.',
      where: file,
      remedy: `It must hold lines that read "${columns.join(' ')}".`,
    });
  }
  return queries;
}
