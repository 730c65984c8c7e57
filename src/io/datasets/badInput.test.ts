/** What is wrong with data, and what is said of it: an error with its place, or a counted warning; never a wrong number. */
import { describe, expect, it } from 'vitest';
import { gzipFile, linesFile, squadFile, squadParagraph, textFile } from '../testing/textFiles';
import { fileFromBytes, type InputFile } from '../files';
import { readCorpus } from './readCorpus';

const doc = { _id: 'd1', text: 'One.', title: '' };
const question = { _id: 'q1', text: 'Which?' };

/** A BEIR folder, with the lines of its parts as given. */
const beir = (parts: { corpus?: object[]; queries?: object[]; qrels?: string } = {}): InputFile[] => [
  linesFile('set/corpus.jsonl', parts.corpus ?? [doc, { ...doc, _id: 'd2', text: 'Two.' }]),
  linesFile('set/queries.jsonl', parts.queries ?? [question]),
  textFile('set/qrels/test.tsv', parts.qrels ?? 'query-id\tcorpus-id\tscore\nq1\td1\t1\n'),
];
const language = (code: string, ...ids: string[]) =>
  textFile(
    `${code}.json`,
    squadFile(
      squadParagraph(
        ['One.', 'Two.'],
        ids.map((id) => [id, 1]),
      ),
    ),
  );
const altered = (change: (paragraph: ReturnType<typeof squadParagraph>) => object) =>
  textFile(
    'en.json',
    squadFile(
      change(
        squadParagraph(
          ['One.', 'Two.'],
          [
            ['q', 0],
            ['r', 1],
          ],
        ),
      ),
    ),
  );

/** A file of so many bytes, of which nothing is read. */
const large = (path: string, size: number): InputFile => ({
  path,
  size,
  bytes: () => Promise.reject(new Error('nothing of it may be read')),
});
const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from([0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))]).buffer);
const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

async function truncatedGzip(file: InputFile): Promise<InputFile> {
  const packed = await gzipFile(file);
  const bytes = await packed.bytes();
  return fileFromBytes(packed.path, bytes.slice(0, bytes.length - 12));
}

describe('bad input is refused, with its place', () => {
  it.each<[string, () => InputFile[] | Promise<InputFile[]>, string]>([
    [
      'a language without questions',
      () => [language('en', 'q'), textFile('de.json', squadFile(squadParagraph(['Eins.'], [])))],
      'de.json: there is no question in it, so "de" has no queries.',
    ],
    [
      'a file without a language',
      () => [textFile('data.json', squadFile(squadParagraph(['One.'], [['q', 0]])))],
      'data.json',
    ],
    [
      'a question id twice',
      () => [language('en', 'q', 'q')],
      'en.json: data[0].paragraphs[0].qas[1].id: the question id "q" occurs twice',
    ],
    [
      'a passage id twice',
      () => beir({ corpus: [doc, doc] }),
      'set/corpus.jsonl: line 2: the passage id "d1" occurs twice.',
    ],
    [
      'relevance in words',
      () => beir({ qrels: 'q1\td1\thigh\n' }),
      'set/qrels/test.tsv: line 1: the relevance "high" is not a number.',
    ],
    ['relevance that is NaN', () => beir({ qrels: 'q1\td1\tNaN\n' }), 'the relevance "NaN" is not a number.'],
    [
      'questions with no known answer at all',
      () => beir({ qrels: 'q1\tnowhere\t1\n' }),
      'has no question that any passage answers',
    ],
    ['UTF-16', () => [fileFromBytes('en.json', utf16('{"data": []}'))], 'en.json: byte 0: the text is'],
    ['Latin-1 within UTF-8', () => [fileFromBytes('en.json', latin1('{"data": "Gr\xfc\xdfe"}'))], 'en.json'],
    [
      'Latin-1 in lines',
      () => [
        ...beir().slice(1),
        fileFromBytes('set/corpus.jsonl', latin1('{"_id": "d1", "text": "Gr\xfc\xdfe"}\n')),
      ],
      'set/corpus.jsonl: line 1 or below: the text is not UTF-8.',
    ],
    [
      'a truncated gzip',
      async () => [await truncatedGzip(beir()[0]!), ...beir().slice(1)],
      'set/corpus.jsonl.gz: the gzip is damaged, truncated, or has several parts.',
    ],
    [
      'a truncated JSON file',
      () => [
        textFile('en.json', JSON.stringify(squadFile(squadParagraph(['One.'], [['q', 0]]))).slice(0, 60)),
      ],
      'en.json: line 1, column',
    ],
    [
      'more bytes than can be held',
      () => [large('en.json', 300e6), large('de.json', 300e6)],
      '600,000,000 bytes',
    ],
  ])('%s', async (_, files, words) => {
    await expect(Promise.resolve(files()).then((given) => readCorpus(given, 'auto'))).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
      remedy: expect.stringMatching(/\w/) as string,
    });
  });
});

describe('bad input that leaves good data is counted', () => {
  it.each<[string, InputFile[], string, queries: number, passages: number]>([
    [
      'questions that some language lacks',
      [language('en', 'q', 'r'), language('de', 'q')],
      'questions that are not asked in every language: 1 of 2',
      ...([3, 4] as const),
    ],
    [
      'ids that match nowhere',
      [language('en', 'q'), language('de', 'x')],
      'questions that are not asked in every language: 2 of 2',
      ...([2, 4] as const),
    ],
    [
      'an answer outside every sentence',
      [altered((p) => ({ ...p, qas: [p.qas[0], { ...p.qas[1], answers: [{ answer_start: 900 }] }] }))],
      'en: answers that lie in no sentence: 1',
      ...([1, 2] as const),
    ],
    [
      'an empty question',
      [altered((p) => ({ ...p, qas: [p.qas[0], { ...p.qas[1], question: ' ' }] }))],
      'en: empty questions, left out: 1',
      ...([1, 2] as const),
    ],
    [
      'an empty sentence',
      [altered((p) => ({ ...p, sentence_breaks: [...p.sentence_breaks, [4, 5]] }))],
      'en: empty passages, left out: 1',
      ...([2, 2] as const),
    ],
  ])('%s', async (_, files, warning, queries, passages) => {
    const corpus = await readCorpus(files, 'auto');
    expect(corpus.warnings).toContain(warning);
    expect([corpus.queries.length, corpus.passages.length]).toEqual([queries, passages]);
  });

  it('judgments of unknown passages and questions', async () => {
    const qrels = 'q1\td1\t1\nq1\tnowhere\t1\nnobody\td2\t1\n';
    const { warnings, queries, relevant } = await readCorpus(beir({ qrels }), 'auto');
    expect([queries.length, relevant]).toEqual([1, [[0]]]);
    expect(warnings.filter((warning) => /: 1$/.test(warning))).toHaveLength(2);
  });
});

it('reads a file of 300 MB line by line', { timeout: 120_000 }, async () => {
  const portions = 300;
  let given = 0;
  const encoder = new TextEncoder();
  const corpus: InputFile = {
    path: 'set/corpus.jsonl',
    size: portions * 1e6,
    bytes: () => Promise.reject(new Error('it must not be held whole')),
    stream: () => {
      let sent = 0;
      return new ReadableStream({
        pull: (controller) => {
          if (sent === portions) return controller.close();
          given++;
          // Short texts behind long fields that nobody reads: what is kept stays small.
          const record = { _id: `d${++sent}`, text: `Text ${sent}.`, filler: 'x'.repeat(1e6) };
          controller.enqueue(encoder.encode(`${JSON.stringify(record)}\n`));
        },
      });
    },
  };
  const { passages } = await readCorpus([corpus, ...beir().slice(1)], 'auto');
  expect(passages).toHaveLength(300);
  expect(given).toBeGreaterThanOrEqual(300);
});
