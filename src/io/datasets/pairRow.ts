/** One line of a file of own pairs: a query and a passage that answers it, each in one language or in several. */
import { IsoglotError } from '../../core/errors';
import { textField, type JsonRecord } from './jsonLines';
import { checkLanguage } from './languages';

const FIELDS = {
  id: ['id', '_id', 'query_id', 'qid'],
  passageId: ['passage_id', 'passageId', 'pid'],
  query: ['query', 'question', 'anchor', 'q'],
  passage: ['passage', 'positive', 'document', 'p'],
  domain: ['domain'],
  language: ['language', 'lang'],
  queryLanguage: ['query_language', 'queryLanguage', 'query_lang'],
  passageLanguage: ['passage_language', 'passageLanguage', 'passage_lang'],
};

/** Text by language. */
type Texts = [language: string, text: string][];

export interface PairRow {
  id: string | null;
  passageId: string | null;
  domain: string | null;
  queries: Texts;
  passages: Texts;
}

/** Whether a heading names a query and a passage. */
export function namesPairs(columns: readonly string[]): boolean {
  return [FIELDS.query, FIELDS.passage].every((names) => names.some((name) => columns.includes(name)));
}

/**
 * @param otherwise Language of texts that do not tell theirs.
 * @throws IsoglotError `bad-format` naming the line: no query, no passage, a text that is none, a bad language code.
 */
export function parsePairRow(record: JsonRecord, otherwise: string, where: string): PairRow {
  const field = (names: readonly string[]) => textField(record, names, where) || null;
  const language = field(FIELDS.language) ?? otherwise;
  return {
    id: field(FIELDS.id),
    passageId: field(FIELDS.passageId),
    domain: field(FIELDS.domain),
    queries: textsOf(record, FIELDS.query, field(FIELDS.queryLanguage) ?? language, where),
    passages: textsOf(record, FIELDS.passage, field(FIELDS.passageLanguage) ?? language, where),
  };
}

function textsOf(record: JsonRecord, names: readonly string[], language: string, where: string): Texts {
  const name = names.find((candidate) => record[candidate] !== undefined && record[candidate] !== null);
  if (name === undefined) throw bad(where, `the field "${names[0]}" is missing.`);
  const value = record[name];
  const texts =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [language]: value };
  return Object.keys(texts).map((code) => {
    checkLanguage(code, where);
    const text = (texts as JsonRecord)[code];
    if (typeof text === 'string') return [code, text];
    throw bad(where, `"${name}" is not a text.`);
  });
}

function bad(where: string, what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what,
    where,
    remedy:
      'Give every line a "query" and a "passage": a text, or texts by language as {"en": "..", "de": ".."}.',
  });
}
