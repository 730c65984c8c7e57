import { z } from 'zod';
import { IsoglotError } from '../core/errors';
import { configuration, type Configuration } from '../protocol';
import { parseJson } from './json';

/**
 * Reads the text of a configuration file.
 * @throws IsoglotError naming the file, the field and what mends it.
 */
export function parseConfiguration(text: string, path: string): Configuration {
  const json = parseJson(text, path);
  const parsed = configuration.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `${issue.message}.`,
    where: [path, z.core.toDotPath(issue.path)].filter(Boolean).join(': '),
    remedy: 'Correct this field; docs/configuration.md lists every field and its range.',
  });
}
