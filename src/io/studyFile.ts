import { study, type Study } from '../protocol';
import { parseBy, parseJson } from './json';

/** Reads the text of a study's file. @throws IsoglotError naming the file, the field and what mends it. */
export function parseStudy(text: string, path: string): Study {
  const remedy = 'Correct this field; docs/study.md says how a study is written.';
  return parseBy(study, parseJson(text, path), path, remedy);
}
