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
  try {
    const parsed = parseArgs({ args, options, allowPositionals: positionals, strict: true });
    const values = schema.parse({ ...parsed.values }) as z.infer<T> & object;
    return { ...values, positionals: parsed.positionals };
  } catch (error) {
    throw wrong(error);
  }
}

function wrong(error: unknown): IsoglotError {
  const remedy = 'See: npm run -s isoglot -- --help';
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    const where = `--${issue?.path.join('.') ?? ''}`;
    const missing = issue?.code === 'invalid_type' && issue.input === undefined;
    const what = missing ? 'This option is needed.' : `${issue?.message ?? 'Wrong value'}.`;
    return new IsoglotError({ code: 'bad-configuration', what, where, remedy });
  }
  const what = error instanceof Error ? error.message.split('. ')[0]! + '.' : String(error);
  return new IsoglotError({ code: 'bad-configuration', what, remedy });
}

/** `en,de` as a list; absent means all (an empty list). */
export const commaList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .default([]);
