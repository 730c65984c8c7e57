import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../core/corpus';
import type { InputFile } from '../files';
import { gzipFile, linesFile, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

/** Each query with the texts of its relevant passages. */
const answers = (corpus: Corpus) =>
  corpus.queries.map(({ id, text }, i) => [
    id,
    text,
    ...corpus.relevant[i]!.map((p) => corpus.passages[p]!.text),
  ]);

describe('own pairs', () => {
  it('reads lines of one pair each, and joins those with the same id', async () => {
    const file = linesFile('set.jsonl', [
      { id: 1, language: 'en', domain: 'law', query: 'Who?', passage: 'She.' },
      { id: 1, language: 'de', domain: 'law', query: 'Wer?', passage: 'Sie.' },
      { id: 1, language: 'en', domain: 'law', query: 'Who?', passage: 'They.' },
      { id: 2, query_language: 'en', passage_language: 'de', query: 'What?', passage: 'Das.' },
    ]);
    const corpus = await readCorpus([file], 'auto');
    expect(corpus).toMatchObject({
      name: 'set',
      format: 'jsonl',
      languages: ['de', 'en'],
      domains: ['general', 'law'],
      warnings: ['questions that are not asked in every language: 1 of 2'],
    });
    expect(answers(corpus)).toEqual([
      ['de_1', 'Wer?', 'Sie.', 'She.', 'They.'],
      ['en_1', 'Who?', 'Sie.', 'She.', 'They.'],
      ['en_2', 'What?', 'Das.'],
    ]);
    expect(await readCorpus([await gzipFile(file)], 'jsonl')).toEqual(corpus);
  });

  it('reads texts by language', async () => {
    const file = linesFile('set.jsonl', [
      { id: 'a', domain: null, q: { en: 'Who?', de: 'Wer?' }, p: { en: 'She.', tr: 'O.' } },
    ]);
    const corpus = await readCorpus([file], 'auto');
    expect(answers(corpus)).toEqual([
      ['de_a', 'Wer?', 'She.', 'O.'],
      ['en_a', 'Who?', 'She.', 'O.'],
    ]);
    expect(corpus.warnings).toEqual(['tr: passages of a language without questions, candidates only: 1']);
  });

  it('takes a passage of several lines once, by its id if it has one', async () => {
    const rows = [
      { query: 'a?', passage: 'Same.' },
      { query: 'b?', passage: 'Same.', domain: 'law' },
      { query: 'a?', passage: 'Other.' },
    ];
    const corpus = await readCorpus([linesFile('train.en.jsonl', rows)], 'auto');
    expect(corpus.passages.map(({ id, text }) => [id, text])).toEqual([
      ['en_#0', 'Same.'],
      ['en_#1', 'Other.'],
    ]);
    expect(corpus.relevant).toEqual([[0, 1], [0]]);
    expect(corpus.warnings).toEqual(['en: passages in a second domain, counted to their first: 1']);
    const withIds = rows.map((row, i) => ({ ...row, passage_id: `x${i}` }));
    expect((await readCorpus([linesFile('en.jsonl', withIds)], 'auto')).passages.length).toBe(3);
  });

  it('keeps equal words of two languages apart where there is no id', async () => {
    const rows = [
      { lang: 'en', query: 'Taxi?', passage: 'Here.' },
      { lang: 'de', query: 'Taxi?', passage: 'Hier.' },
    ];
    expect(answers(await readCorpus([linesFile('x.jsonl', rows)], 'auto'))).toEqual([
      ['de_#1', 'Taxi?', 'Hier.'],
      ['en_#0', 'Taxi?', 'Here.'],
    ]);
  });

  it('reads a table with a heading', async () => {
    const table = 'query\tpassage\tlang\tid\nWho?\tShe "herself".\ten\t1\r\nWer?\tSie.\tde\t1\n';
    const corpus = await readCorpus([textFile('set.tsv', table)], 'auto');
    expect(corpus).toMatchObject({ format: 'tsv', warnings: [] });
    expect(answers(corpus)).toEqual([
      ['de_1', 'Wer?', 'Sie.', 'She "herself".'],
      ['en_1', 'Who?', 'Sie.', 'She "herself".'],
    ]);
  });

  it('counts questions whose language is not told, and empty texts', async () => {
    const rows = [
      { query: 'a?', passage: 'A.' },
      { query: 'b?', passage: ' ' },
    ];
    expect((await readCorpus([linesFile('set.jsonl', rows)], 'auto')).warnings).toEqual([
      'und: questions whose language neither a field "language" nor the name of the file tells: 2',
      'und: empty passages, left out: 1',
      'und: questions that no passage answers, left out: 1',
    ]);
  });

  const row = { id: 1, query: 'a?', passage: 'A.', passage_id: 'p' };
  it.each<[string, InputFile[], string]>([
    [
      'no query',
      [linesFile('x.jsonl', [row, { passage: 'A.' }])],
      'x.jsonl: line 2: the field "query" is missing.',
    ],
    ['no passage', [linesFile('x.jsonl', [{ q: 'a?' }])], 'x.jsonl: line 1: the field "passage" is missing.'],
    ['a list of passages', [linesFile('x.jsonl', [{ q: 'a?', p: ['A.'] }])], 'line 1: "p" is not a text.'],
    ['a bad language', [linesFile('x.jsonl', [{ ...row, lang: 'x1' }])], '"x1" is not a language code.'],
    [
      'a bad language of a text',
      [linesFile('x.jsonl', [{ q: { '?': 'a' }, p: 'A.' }])],
      '"?" is not a language',
    ],
    [
      'another question under the same id',
      [linesFile('x.jsonl', [row, { ...row, query: 'b?' }])],
      'x.jsonl: line 2: the question "1" has another text on a line before',
    ],
    [
      'another passage under the same id',
      [linesFile('x.jsonl', [row, { ...row, passage: 'B.' }])],
      'x.jsonl: line 2: the passage "p" has another text on a line before',
    ],
    [
      'a table without a heading',
      [textFile('x.tsv', 'a?\tA.\n')],
      'x.tsv: line 1: the heading does not name',
    ],
    ['a missing column', [textFile('x.tsv', 'query\tpassage\na?\n')], 'x.tsv: line 2: there are 1 columns'],
    [
      'both kinds',
      [textFile('x.tsv', ''), textFile('y.jsonl', '')],
      'x.tsv: this is a table, and y.jsonl is not.',
    ],
    ['an empty file', [textFile('x.jsonl', '')], 'there are no passages in it.'],
  ])('refuses %s', async (_, files, words) => {
    await expect(readCorpus(files, 'auto')).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
    });
  });
});
