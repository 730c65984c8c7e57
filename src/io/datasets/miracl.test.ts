import { describe, expect, it } from 'vitest';
import type { InputFile } from '../files';
import { gzipFile, linesFile, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

/** Names and lines as the data sets have them. */
function miracl(language: string, split = 'dev'): InputFile[] {
  const name = `miracl-v1.0-${language}-${split}.tsv`;
  return [
    textFile(`topics/topics.${name}`, `6\tBandari ${language}?\n8\tMji mkuu?\n`),
    textFile(
      `qrels/qrels.${name}`,
      '6\tQ0\t32589#0\t1\n6\tQ0\t93957#6\t1\n6\tQ0\t33690#3\t0\n8\tQ0\t33690#3\t1\n',
    ),
    linesFile(`miracl-corpus-v1.0-${language}/docs-0.jsonl`, [
      { docid: '32589#0', title: 'Mombasa', text: 'Mji.' },
      { docid: '33690#3', title: 'Dodoma', text: 'Mkuu.' },
    ]),
    linesFile(`miracl-corpus-v1.0-${language}/docs-1.jsonl`, [
      { docid: '93957#6', title: 'Bandari', text: 'Kuu.' },
    ]),
  ];
}

describe('MIRACL', () => {
  it('reads topics, judgments and passages of one language', async () => {
    const corpus = await readCorpus(miracl('sw'), 'auto');
    expect(corpus).toMatchObject({ format: 'miracl', languages: ['sw'], warnings: [] });
    expect(corpus.queries.map(({ id, text }) => [id, text])).toEqual([
      ['6', 'Bandari sw?'],
      ['8', 'Mji mkuu?'],
    ]);
    expect(corpus.passages.map(({ id, text }) => [id, text])).toEqual([
      ['32589#0', 'Mombasa Mji.'],
      ['33690#3', 'Dodoma Mkuu.'],
      ['93957#6', 'Bandari Kuu.'],
    ]);
    expect(corpus.relevant).toEqual([[0, 2], [1]]);
    expect(await readCorpus(await Promise.all(miracl('sw').map(gzipFile)), 'miracl')).toEqual(corpus);
  });

  it('keeps equal ids of different languages apart', async () => {
    const corpus = await readCorpus([...miracl('sw'), ...miracl('ar')], 'auto');
    expect(corpus.languages).toEqual(['ar', 'sw']);
    expect(corpus.queries.map(({ id, group }) => [id, group])).toEqual([
      ['ar_6', 'ar_6'],
      ['ar_8', 'ar_8'],
      ['sw_6', 'sw_6'],
      ['sw_8', 'sw_8'],
    ]);
    expect(corpus.relevant).toEqual([[0, 2], [1], [3, 5], [4]]);
  });

  it('takes the split of development before that of training, and leaves topics without judgments aside', async () => {
    const test = textFile('topics/topics.miracl-v1.0-sw-test-a.tsv', '99\tSiri?\n');
    const files = [...miracl('sw'), ...miracl('sw', 'train').slice(0, 2), test];
    const corpus = await readCorpus(files, 'auto');
    expect(corpus.queries.length).toBe(2);
    expect(corpus.warnings).toEqual(['qrels: files of other splits than "dev", left aside: 1']);
  });

  it('reads Mr. TyDi, whose folders have English names', async () => {
    const folder = 'mrtydi-v1.1-thai';
    const files = [
      textFile(`${folder}/topic.test.tsv`, '1\tอะไร\n'),
      textFile(`${folder}/qrels.test.txt`, '1 Q0 7#0 1\n'),
      linesFile(`${folder}/collection/docs.jsonl`, [{ id: '7#0', contents: 'หัวเรื่อง\n\nข้อความ' }]),
    ];
    const corpus = await readCorpus(files, 'auto');
    expect(corpus).toMatchObject({ name: folder, languages: ['th'], relevant: [[0]] });
    expect(corpus.passages[0]!.text).toBe('หัวเรื่อง\n\nข้อความ');
  });

  const [topics, qrels, docs] = miracl('sw') as [InputFile, InputFile, InputFile];
  it.each<[string, InputFile[], string]>([
    ['no passages', [topics, qrels], 'there are no passages for the language "sw"'],
    ['no judgments', [topics, docs], 'there are no judgments for the language "sw"'],
    ['no topics', [...miracl('ar'), qrels, docs], 'there are no topics for the language "sw"'],
    ['passages of a language without topics', [...miracl('ar'), docs], 'for the language "sw"'],
    [
      'a name without a language',
      [textFile('topics.dev.tsv', '1\tx'), qrels, docs],
      'topics.dev.tsv: neither',
    ],
    [
      'topics without a tab',
      [textFile(topics.path, '6 Bandari?'), qrels, docs],
      'sw-dev.tsv: line 1: there is no tab',
    ],
    [
      'topics twice',
      [...miracl('sw'), textFile(`copy/${topics.path}`, '6\tx')],
      '2 files hold the topics that belong to these judgments',
    ],
  ])('refuses %s', async (_, files, words) => {
    await expect(readCorpus(files, 'auto')).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
    });
  });
});
