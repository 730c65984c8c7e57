import type { NamedResult } from '../experiment/compareResults';
import { parseBy, parseJson } from '../io/json';
import { readTextFile } from '../io/nodeFiles';
import { result } from '../protocol';

/** A `result.json`. @throws IsoglotError `bad-file` or `bad-format` naming file and field. */
export async function readResult(file: string): Promise<NamedResult> {
  const remedy = 'Give a result.json that `evaluate` or `train` wrote, or the page exported.';
  return { file, result: parseBy(result, parseJson(await readTextFile(file), file), file, remedy) };
}
