import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { IsoglotError } from '../core/errors';

/**
 * Parses a verb's options by Node's own parser and a schema.
 * @throws IsoglotError 'bad-configuration' naming the option.
 */
export function parseOptions<T extends z.ZodType>(
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
  schema: T,
  positionals = false,
): z.infer<T> & { positionals: string[] } {
  const { values, positionals: rest } = split(args, options, positionals);
  for (const [name, value] of Object.entries(values)) {
    // An empty path would mean the present folder: nobody who types it means that.
    if (typeof value === 'string' && value.trim() === '') throw wrong('Its value is empty.', `--${name}`);
  }
  const parsed = schema.safeParse({ ...values });
  if (parsed.success) return { ...(parsed.data as z.infer<T> & object), positionals: rest };
  const issue = parsed.error.issues[0]!;
  const name = String(issue.path[0] ?? '');
  const missing = issue.code === 'invalid_type' && !(name in values);
  throw wrong(missing ? 'This option is needed.' : `${issue.message}.`, `--${name}`);
}

function split(args: string[], options: NonNullable<ParseArgsConfig['options']>, positionals: boolean) {
  try {
    return parseArgs({ args, options, allowPositionals: positionals, strict: true });
  } catch (error) {
    // The first sentence says what is wrong, the others how to write it otherwise.
    const [what] = (error as Error).message.split(/[.?] /);
    throw wrong(`${what!.replace(/[.?]$/, '')}.`);
  }
}

function wrong(what: string, where?: string): IsoglotError {
  const remedy = 'See: npm run -s isoglot -- --help';
  return new IsoglotError({ code: 'bad-configuration', what, where, remedy });
}

/** `en,de` as a list; absent means all (an empty list), which a list without entries does not. */
export const commaList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((list) => list.length > 0, 'Its list is empty')
  .default([]);
