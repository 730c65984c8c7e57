import { parseConfiguration } from '../io/configurationFile';
import { readTextFile } from '../io/nodeFiles';
import type { Configuration } from '../protocol';

/** @throws IsoglotError naming the file, the field and what mends it. */
export async function readConfiguration(path: string): Promise<Configuration> {
  return parseConfiguration(await readTextFile(path), path);
}
