import { describe, expect, it } from 'vitest';
import type { InputFile } from '../files';
import { gzipFile, linesFile, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const HEADING = 'query-id\tcorpus-id\tscore\n';

function beir(folder = 'set/', qrels = `${HEADING}q1\td2\t1\nq2\td1\t1\n`): InputFile[] {
  return [
    linesFile(`${folder}corpus.jsonl`, [
      { _id: 'd1', title: 'Cells', text: 'They divide.', metadata: {} },
      { _id: 'd2', title: '', text: 'Stars shine.' },
      { _id: 'd3', text: 'Nothing.' },
    ]),
    linesFile(`${folder}queries.jsonl`, [
      { _id: 'q1', text: 'What shines?', metadata: {} },
      { _id: 'q2', text: 'What divides?' },
      { _id: 'q3', text: 'Unjudged?' },
    ]),
    textFile(`${folder}qrels/test.tsv`, qrels),
  ];
}

/** The file of that name replaced. */
const instead = (file: InputFile, files = beir()): InputFile[] => [
  ...files.filter(({ path }) => path !== file.path),
  file,
];

describe('BEIR', () => {
  it('reads corpus, queries and judgments', async () => {
    const corpus = await readCorpus(beir('set/en/'), 'auto');
    expect(corpus).toMatchObject({ name: 'set', format: 'beir', languages: ['en'], domains: ['general'] });
    expect(corpus.passages.map(({ id, text }) => [id, text])).toEqual([
      ['d1', 'Cells They divide.'],
      ['d2', 'Stars shine.'],
      ['d3', 'Nothing.'],
    ]);
    expect(corpus.queries.map(({ id }) => id)).toEqual(['q1', 'q2']);
    expect(corpus.relevant).toEqual([[1], [0]]);
    expect(corpus.warnings).toEqual(['en: questions that no passage answers, left out: 1']);
  });

  it('is the same packed, in any order', async () => {
    const plain = await readCorpus(beir(), 'beir');
    const packed = await Promise.all(beir().map(gzipFile));
    expect(await readCorpus(packed.reverse(), 'auto')).toEqual(plain);
    const other = await readCorpus(beir('set/', `${HEADING}q1\td2\t1\nq2\td1\t1\nq3\td3\t1\n`), 'auto');
    expect(other.sha256).not.toBe(plain.sha256);
  });

  it('takes judgments as TREC has them, under a name of TREC', async () => {
    const qrels = textFile('set/qrels/test.trec', 'q1 0 d2 1\nq2 0 d1 1\nq2 0 d3 0\n');
    const files = [...beir().filter(({ path }) => !path.endsWith('.tsv')), qrels];
    const corpus = await readCorpus(files, 'auto');
    expect(corpus).toMatchObject({ format: 'beir', relevant: [[1], [0]] });
  });

  it('says that the language is not told, unless the lines tell it', async () => {
    const untold = await readCorpus(beir(), 'auto');
    expect(untold.languages).toEqual(['und']);
    expect(untold.warnings).toContain(
      'und: texts whose language neither their folder nor a field "language" tells: 6',
    );
    const files = [
      linesFile('corpus.jsonl', [
        { _id: 'd1', text: 'Ja.', language: 'de', domain: 'law' },
        { _id: 'd2', text: 'Yes.', metadata: { lang: 'en' } },
      ]),
      linesFile('queries.jsonl', [{ _id: 'q', text: '?', language: 'en' }]),
      textFile('test.tsv', 'q 0 d1 1\nq 0 d2 1\n'),
    ];
    const told = await readCorpus(files, 'auto');
    expect(told).toMatchObject({ languages: ['de', 'en'], domains: ['general', 'law'], relevant: [[0, 1]] });
    expect(told.warnings).toEqual(['de: passages of a language without questions, candidates only: 1']);
  });

  it('joins folders of several languages by the ids of the queries', async () => {
    const corpus = await readCorpus([...beir('set/fiqa-de/'), ...beir('set/en/')], 'auto');
    expect(corpus.languages).toEqual(['de', 'en']);
    expect(corpus.passages[3]!.id).toBe('en_d1');
    expect(corpus.queries.map(({ id, group }) => [id, group])).toEqual([
      ['de_q1', 'q1'],
      ['de_q2', 'q2'],
      ['en_q1', 'q1'],
      ['en_q2', 'q2'],
    ]);
    expect(corpus.relevant).toEqual([
      [1, 4],
      [0, 3],
      [1, 4],
      [0, 3],
    ]);
  });

  it('takes the test split, and says what it leaves aside and counts differently', async () => {
    const files = [
      ...beir('set/en/', `${HEADING}q1\td2\t2\nq1\td9\t1\nq1\td1\t0\nq9\td1\t1\nq2\td1\t1\n`),
      textFile('set/en/qrels/train.tsv', `${HEADING}q3\td3\t1\n`),
    ];
    const corpus = await readCorpus(files, 'auto');
    expect(corpus.relevant).toEqual([[1], [0]]);
    expect(corpus.grades).toEqual([[2], [1]]);
    expect(corpus.warnings).toEqual([
      'en: relevance judgments of passages that are not in the corpus, left out: 1',
      'en: judged queries that are not among the queries, left out: 1',
      'qrels: files of other splits than "test", left aside: 1',
      'en: questions that no passage answers, left out: 1',
    ]);
  });

  it('says that a question is among the passages', async () => {
    const corpus = linesFile('set/corpus.jsonl', [
      { _id: 'q1', text: 'What shines?' },
      { _id: 'd1', text: 'a' },
      { _id: 'd2', text: 'b' },
    ]);
    expect((await readCorpus(instead(corpus), 'auto')).warnings).toContain(
      'und: passages with the id of a question, which stay candidates for it (BEIR leaves them out): 1',
    );
  });

  const doc = { _id: 'd1', text: 'x' };
  it.each<[string, InputFile[], string]>([
    ['no corpus', beir().slice(1), 'set/: there is no corpus.jsonl.'],
    ['no queries', [beir()[0]!, beir()[2]!], 'set/: there is no queries.jsonl.'],
    ['no judgments', beir().slice(0, 2), 'set/: there is no qrels/test.tsv.'],
    [
      'relevance that is no number',
      beir('set/', `${HEADING}q1\td2\tyes\n`),
      'set/qrels/test.tsv: line 2: the relevance "yes" is not a number.',
    ],
    ['a missing column', beir('set/', `${HEADING}q1\td2\n`), 'line 2: there are 2 columns'],
    ['an empty id', beir('set/', '\td2\t1\n'), 'line 1: an id is empty'],
    [
      'two opinions',
      beir('set/', 'q1\td2\t1\nq1\td2\t0\n'),
      'line 2: query "q1" and passage "d2" had the relevance 1 before.',
    ],
    [
      'an id that occurs twice',
      instead(linesFile('set/corpus.jsonl', [doc, doc])),
      'set/corpus.jsonl: line 2: the passage id "d1" occurs twice.',
    ],
    [
      'a query that occurs twice',
      instead(linesFile('set/queries.jsonl', [doc, doc])),
      'set/queries.jsonl: line 2: the query id "d1" occurs twice.',
    ],
    [
      'broken JSON',
      instead(textFile('set/corpus.jsonl', '{"_id": "d1", "text": "x"}\n{"_id": "d2", "te')),
      'set/corpus.jsonl: line 2, column 15: this is not JSON',
    ],
    ['a list', instead(textFile('set/corpus.jsonl', '[1]')), 'line 1: this is not a JSON object.'],
    ['no id', instead(linesFile('set/corpus.jsonl', [{ text: 'x' }])), 'line 1: the field "_id" is missing.'],
    [
      'a text of another kind',
      instead(linesFile('set/corpus.jsonl', [{ _id: 'd', text: ['x'] }])),
      '"text" is not',
    ],
    [
      'a bad language',
      instead(linesFile('set/corpus.jsonl', [{ ...doc, lang: '?' }])),
      '"?" is not a language',
    ],
    ['nothing judged relevant', beir('set/', 'q1\td2\t0\n'), 'has no question that any passage answers'],
    [
      'one language twice',
      [...beir('a/de/'), ...beir('b/de/')],
      'a/de/qrels/test.tsv is also of the language "de"',
    ],
    [
      'another split in another language',
      [...beir('a/de/'), ...beir('a/en/').slice(0, 2), textFile('a/en/qrels/dev.tsv', 'q1\td2\t1')],
      'a/en/qrels/dev.tsv: there are no judgments of the split "test" for the language "en"',
    ],
  ])('refuses %s', async (_, files, words) => {
    await expect(readCorpus(files, 'auto')).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
    });
  });
});
