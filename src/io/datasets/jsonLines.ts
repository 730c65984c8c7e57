import { IsoglotError } from '../../core/errors';
import type { InputFile } from '../files';
import { parseJson } from '../json';
import { visitLines } from '../lines';

export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Calls `visit` for every object of a JSON lines file.
 * @param visit Gets the object and its place for messages, e.g. `corpus.jsonl: line 3`.
 * @returns The fingerprint of the content.
 * @throws IsoglotError `bad-file` or `bad-format` naming the line that is no JSON object.
 */
export function visitJsonLines(
  file: InputFile,
  visit: (record: JsonRecord, where: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  return visitLines(
    file,
    (line, number) => {
      const where = `${file.path}: line ${number}`;
      const value = parseJson(line, file.path, number);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        const remedy = 'Give one JSON object a line.';
        throw new IsoglotError({ code: 'bad-format', what: 'this is not a JSON object.', where, remedy });
      }
      visit(value as JsonRecord, where);
    },
    signal,
  );
}

/**
 * The first of the named fields that the object has, as text; numbers are taken as they are written. Null where it has
 * none of them.
 * @throws IsoglotError `bad-format` when the field is neither a text nor a number, or a number that lost digits when it
 *   was read: two ids would become one.
 */
export function textField(record: JsonRecord, names: readonly string[], where: string): string | null {
  const name = names.find((candidate) => record[candidate] !== undefined && record[candidate] !== null);
  if (name === undefined) return null;
  const value = record[name];
  if (typeof value === 'string') return value;
  const remedy = 'Write it as a text.';
  if (typeof value === 'number') {
    if (Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value)))
      return String(value);
    const what = `"${name}" is a number of more digits than can be told apart.`;
    throw new IsoglotError({ code: 'bad-format', what, where, remedy });
  }
  throw new IsoglotError({ code: 'bad-format', what: `"${name}" is not a text.`, where, remedy });
}

/** @throws IsoglotError `bad-format` when the object has none of the fields, or the text is blank. */
export function requiredField(record: JsonRecord, names: readonly string[], where: string): string {
  const text = textField(record, names, where);
  if (text !== null && text.trim() !== '') return text;
  throw new IsoglotError({
    code: 'bad-format',
    what: text === null ? `the field "${names[0]}" is missing.` : `"${names[0]}" is empty.`,
    where,
    remedy: `Give every line its "${names[0]}".`,
  });
}
