/** Small files for tests of readers. */
import { gzipSync } from 'node:zlib';
import { fileFromBytes, type InputFile } from '../files';
import { readDirectory } from '../nodeFiles';

/** A path of the repository. */
export const repositoryPath = (name: string): string => new URL(`../../../${name}`, import.meta.url).pathname;

/** The files of a folder of the repository. */
export const repositoryFiles = (name: string): Promise<InputFile[]> => readDirectory(repositoryPath(name));

/** A file of text, or of a value as JSON. */
export function textFile(path: string, value: unknown): InputFile {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return fileFromBytes(path, new TextEncoder().encode(text));
}

/** A paragraph of XQuAD-R's layout: sentences joined by blanks, questions as `[id, sentence index]`. */
export function squadParagraph(sentences: string[], questions: [string, number][]) {
  const lengths = sentences.map((sentence) => Array.from(sentence).length);
  const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length + 1, 0));
  return {
    context: sentences.join(' '),
    sentence_breaks: starts.map((start, i) => [start, start + lengths[i]!]),
    sentences,
    qas: questions.map(([id, sentence]) => ({
      id,
      question: `question ${id}?`,
      answers: [{ answer_start: starts[sentence]!, text: '' }],
    })),
  };
}

/** A file of XQuAD-R's layout with one article. */
export const squadFile = (...paragraphs: object[]) => ({
  version: '1.1',
  data: [{ title: 'T', paragraphs }],
});

/** A file of JSON lines. */
export const linesFile = (path: string, values: readonly object[]): InputFile =>
  textFile(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''));

/** The same file packed, with `.gz` behind its name. */
export async function gzipFile(file: InputFile): Promise<InputFile> {
  return fileFromBytes(`${file.path}.gz`, new Uint8Array(gzipSync(await file.bytes())));
}
