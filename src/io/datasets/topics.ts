import { IsoglotError } from '../../core/errors';
import type { InputFile } from '../files';
import { visitLines } from '../lines';

/**
 * Calls `visit` for every line `id<TAB>text` of a topics file, as MIRACL and Mr. TyDi have them.
 * @returns The fingerprint of the content.
 * @throws IsoglotError `bad-format` naming the line without an id or a tab.
 */
export function visitTopics(
  file: InputFile,
  visit: (id: string, text: string, where: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  return visitLines(
    file,
    (line, number) => {
      const where = `${file.path}: line ${number}`;
      const tab = line.indexOf('\t');
      const id = line.slice(0, Math.max(0, tab)).trim();
      if (id === '') {
        throw new IsoglotError({
          code: 'bad-format',
          what: tab < 0 ? 'there is no tab between an id and a text.' : 'the id is empty.',
          where,
          remedy: 'A line of the topics is: query id, a tab, the text of the query.',
        });
      }
      visit(id, line.slice(tab + 1).trim(), where);
    },
    signal,
  );
}
