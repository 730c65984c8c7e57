import type { z } from 'zod';
import { IsoglotError } from '../core/errors';

/**
 * Parses JSON.
 * @param path The file, for messages.
 * @param firstLine Number of the text's first line within the file.
 * @throws IsoglotError `bad-file` with line and column of the first fault.
 */
export function parseJson(text: string, path: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const offset = firstFault(text);
    const before = text.slice(0, offset).split('\n');
    const found = offset >= text.length ? 'the file ends too early' : `it breaks at ${quote(text, offset)}`;
    throw new IsoglotError(
      {
        code: 'bad-file',
        what: text.trim() === '' ? 'the file is empty.' : `this is not JSON: ${found}.`,
        where: `${path}: line ${firstLine + before.length - 1}, column ${(before.at(-1) ?? '').length + 1}`,
        remedy: 'Take a fresh copy of the file.',
      },
      { cause },
    );
  }
}

/**
 * Parses a value read from a file by its schema.
 * @throws IsoglotError `bad-format` naming the file and the field, e.g. `config.json: hidden_size`.
 */
export function parseBy<T extends z.ZodType>(
  schema: T,
  value: unknown,
  path: string,
  remedy: string,
): z.output<T> {
  const parsed = parseNested(schema, value, path, remedy);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = fieldPath(issue?.path ?? []);
  throw new IsoglotError({
    code: 'bad-format',
    what: `${issue?.message ?? 'it does not have the expected form'}.`,
    where: field ? `${path}: ${field}` : path,
    remedy,
  });
}

/** A schema that describes itself walks down as deep as the value goes, which a hostile file makes too deep. */
function parseNested<T extends z.ZodType>(schema: T, value: unknown, path: string, remedy: string) {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const what = 'it is nested too deeply.';
    throw new IsoglotError({ code: 'bad-format', what, where: path, remedy }, { cause });
  }
}

/** `['data', 3, 'qas']` as `data[3].qas`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function quote(text: string, offset: number): string {
  return JSON.stringify(text.slice(offset, offset + 12));
}

/** One token of JSON after white space: a mark, a string, or a number or word. */
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("[^"\\\n\r\t]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\n\r\t]*)*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** What may come next: a value, a key, a colon, or what follows a value. `first` also allows closing at once. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'after';

/**
 * Offset of the first character that keeps `text` from being JSON. Engines word their messages differently and
 * often leave the place out, so the place is found here; called only for text that is known to be faulty.
 */
function firstFault(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(text);
    const next: Expected | null = token && advance(expected, token[1], token[2] !== undefined, open);
    if (!token || !next) return offset + text.slice(offset).search(/[^ \t\n\r]|$/);
    expected = next;
    offset += token[0].length;
  }
}

function advance(
  expected: Expected,
  mark: string | undefined,
  isString: boolean,
  open: string[],
): Expected | null {
  const closes =
    (mark === '}' && open.at(-1) === '{' && (expected === 'after' || expected === 'first-key')) ||
    (mark === ']' && open.at(-1) === '[' && (expected === 'after' || expected === 'first-value'));
  if (closes) {
    open.pop();
    return 'after';
  }
  switch (expected) {
    case 'value':
    case 'first-value':
      if (mark === undefined) return 'after';
      if (mark !== '{' && mark !== '[') return null;
      open.push(mark);
      return mark === '{' ? 'first-key' : 'first-value';
    case 'key':
    case 'first-key':
      return isString ? 'colon' : null;
    case 'colon':
      return mark === ':' ? 'value' : null;
    case 'after':
      if (mark !== ',' || open.length === 0) return null;
      return open.at(-1) === '{' ? 'key' : 'value';
  }
}
