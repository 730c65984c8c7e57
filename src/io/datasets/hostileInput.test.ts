/** Names and numbers that would silently become others: refused, with what mends them. */
import { describe, expect, it } from 'vitest';
import type { InputFile } from '../files';
import { linesFile, squadFile, squadParagraph, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const beir = (folder: string, qrels: string, language?: string): InputFile[] => [
  linesFile(`${folder}corpus.jsonl`, [
    { _id: 'd1', text: 'One.', language },
    { _id: 'd2', text: 'Two.', language },
  ]),
  linesFile(`${folder}queries.jsonl`, [{ _id: 'q1', text: 'Which?', language }]),
  textFile(`${folder}qrels/test.tsv`, qrels),
];
const english = squadFile(squadParagraph(['One.', 'Two.'], [['q', 0]]));
const paragraph = (id: string, question: string) => ({
  ...{ id, sentences: { en: [`${question}.`] } },
  questions: [{ id: question, sentence: 0, text: { en: `${question}?` } }],
});

describe('what would silently become something else is refused', () => {
  it.each<[string, InputFile[], string]>([
    // Both numbers are 9007199254740992 once they are read: two questions would be one.
    [
      'ids as numbers beyond 2^53',
      [
        textFile(
          'set.jsonl',
          '{"id": 9007199254740993, "language": "en", "query": "A?", "passage": "a"}\n' +
            '{"id": 9007199254740992, "language": "de", "query": "B?", "passage": "b"}\n',
        ),
      ],
      'set.jsonl: line 1: "id" is a number of more digits than can be told apart.',
    ],
    [
      'an id beyond all numbers',
      [textFile('set.en.jsonl', '{"id": 1e400, "query": "A?", "passage": "a"}\n')],
      'set.en.jsonl: line 1: "id" is a number of more digits',
    ],
    // As numbers they are infinite, or their sum is: nDCG would be NaN.
    [
      'a grade of 400 digits',
      beir('set/', `q1\td1\t${'9'.repeat(400)}\n`),
      'set/qrels/test.tsv: line 1: the relevance 99999999999999999999.. is beyond 1,000,000,000.',
    ],
    [
      'TREC judgments without a grade',
      beir('set/', 'q1 0 5\n'),
      'set/qrels/test.tsv: line 1: there is no relevance behind the passage.',
    ],
    [
      'two folders of one language',
      [...beir('set/de/', 'q1\td1\t1\n', 'en'), ...beir('set/en/', 'q1\td1\t1\n', 'en')],
      'set/en/queries.jsonl: line 1: the query id "q1" in the language "en" occurs twice.',
    ],
    [
      'two files of domains',
      [
        textFile('en.json', english),
        textFile('a.json', { domains: { T: 'law' } }),
        textFile('b.json', { domains: { T: 'arts' } }),
      ],
      'b.json: a.json also says which domain is whose.',
    ],
    [
      'a language in two spellings',
      [textFile('en.json', english), textFile('EN.json', english)],
      '"EN" and "en" are the same language.',
    ],
    [
      'a column twice',
      [textFile('set.en.tsv', 'query\tpassage\tquery\nA?\ta\tB?\n')],
      'set.en.tsv: line 1: the heading names "query" twice.',
    ],
    [
      'a paragraph id twice',
      [textFile('law.json', { domain: 'law', paragraphs: [paragraph('p', 'a'), paragraph('p', 'b')] })],
      'law: the passage id "en_p_0" occurs twice.',
    ],
    [
      'a domain that no object can hold',
      [linesFile('set.en.jsonl', [{ query: 'A?', passage: 'a', domain: '__proto__' }])],
      'no domain can be called "__proto__".',
    ],
  ])('%s', async (_, files, words) => {
    await expect(readCorpus(files, 'auto')).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
      remedy: expect.stringMatching(/\w/) as string,
    });
  });

  it('but ids that look like an object’s own fields, numbers within bounds and grades that are large are read', async () => {
    const files = [
      linesFile('set/corpus.jsonl', [{ _id: '__proto__', text: 'One.', language: 'en' }]),
      linesFile('set/queries.jsonl', [{ _id: 9007199254740991, text: 'Which?', language: 'en' }]),
      textFile('set/qrels/test.tsv', '9007199254740991\t__proto__\t1000000000\n'),
    ];
    const { queries, relevant, grades } = await readCorpus(files, 'auto');
    expect([queries[0]!.id, relevant, grades]).toEqual(['9007199254740991', [[0]], [[1e9]]]);
  });
});
