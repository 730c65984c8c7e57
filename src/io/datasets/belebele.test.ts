import { describe, expect, it } from 'vitest';
import { linesFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const line = (dialect: string, number: number, question: string, passage: string) => ({
  link: 'https://en.wikibooks.org/wiki/Accordion/Right_hand',
  question_number: number,
  flores_passage: passage,
  question,
  mc_answer1: 'a',
  correct_answer_num: '1',
  dialect,
  ds: '2023-05-03',
});

describe('Belebele', () => {
  it('matches questions by link and number, and takes a passage once', async () => {
    const corpus = await readCorpus(
      [
        linesFile('Belebele/deu_Latn.jsonl', [
          line('deu_Latn', 1, 'Eins?', 'Text.'),
          line('deu_Latn', 2, 'Zwei?', 'Text.'),
        ]),
        linesFile('Belebele/zho_Hant.jsonl', [
          line('zho_Hant', 1, '一？', '文。'),
          line('zho_Hant', 2, '二？', '文。'),
        ]),
        linesFile('Belebele/zho_Hans.jsonl', [line('zho_Hans', 2, '二？', '文。')]),
      ],
      'auto',
    );
    expect(corpus).toMatchObject({ name: 'Belebele', languages: ['de', 'zh', 'zh-Hant'] });
    expect(corpus.passages.length).toBe(3);
    expect(corpus.queries.map(({ language, text }) => [language, text])).toEqual([
      ['de', 'Eins?'],
      ['de', 'Zwei?'],
      ['zh', '二？'],
      ['zh-Hant', '一？'],
      ['zh-Hant', '二？'],
    ]);
    expect(corpus.relevant).toEqual([
      [0, 2],
      [0, 1, 2],
      [0, 1, 2],
      [0, 2],
      [0, 1, 2],
    ]);
    expect(corpus.warnings).toEqual(['questions that are not asked in every language: 1 of 2']);
  });

  it('names the line that is not as it should be', async () => {
    const read = (row: object) => readCorpus([linesFile('x.jsonl', [row])], 'jsonl');
    const good = line('deu_Latn', 1, 'Eins?', 'Text.');
    await expect(read({ ...good, dialect: '?' })).rejects.toThrow('x.jsonl: line 1: "?" is not a language.');
    await expect(read({ ...good, link: undefined })).rejects.toThrow(
      'x.jsonl: line 1: the field "link" is missing.',
    );
  });
});
