import { readFile } from 'node:fs/promises';
import { IsoglotError } from '../core/errors';
import { parseConfiguration } from '../io/configurationFile';
import type { Configuration } from '../protocol';

/** @throws IsoglotError naming the file, the field and what mends it. */
export async function readConfiguration(path: string): Promise<Configuration> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new IsoglotError({
      code: 'bad-file',
      what: 'This file cannot be read.',
      where: path,
      remedy: 'Give the path of a configuration, e.g. public/presets/classroom.json.',
    });
  }
  return parseConfiguration(text, path);
}
