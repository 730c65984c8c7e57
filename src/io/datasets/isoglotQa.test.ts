import { describe, expect, it } from 'vitest';
import { repositoryFiles, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const count = (texts: { language: string }[], language: string) =>
  texts.filter((text) => text.language === language).length;

describe('Isoglot-QA', () => {
  it('has 480 candidates and 360 questions in each of 11 languages', async () => {
    const corpus = await readCorpus(await repositoryFiles('public/data/isoglot-qa'), 'auto');
    expect(corpus).toMatchObject({ name: 'isoglot-qa', format: 'isoglot-qa', warnings: [] });
    expect(corpus.languages).toEqual(['ar', 'de', 'el', 'en', 'es', 'hi', 'ru', 'th', 'tr', 'vi', 'zh']);
    expect(corpus.domains.length).toBe(12);
    for (const language of corpus.languages) {
      expect(count(corpus.passages, language)).toBe(480);
      expect(count(corpus.queries, language)).toBe(360);
    }
    expect(corpus.relevant.every((passages) => passages.length === 11)).toBe(true);
    const query = corpus.queries.findIndex(({ id }) => id === 'en_law-01-q1');
    expect(corpus.queries[query]).toMatchObject({ group: 'law-01-q1', language: 'en', domain: 'law' });
    expect(corpus.relevant[query]!.map((i) => corpus.passages[i]!.id)).toEqual(
      corpus.languages.map((language) => `${language}_law-01_1`),
    );
  });

  const small = (
    change: (question: { id: string; sentence: number; text: Record<string, string> }) => object,
  ) =>
    textFile('x.json', {
      domain: 'd',
      paragraphs: [
        {
          id: 'p1',
          sentences: { en: ['One.', 'Two.'], de: ['Eins.', 'Zwei.'] },
          questions: [
            { id: 'q0', sentence: 0, text: { en: 'What?', de: 'Was?' } },
            change({ id: 'q1', sentence: 1, text: { en: 'Which?', de: 'Welche?' } }),
          ],
        },
      ],
    });

  it('gives each passage its paragraph, without spaces in Chinese', async () => {
    const sentences = { en: ['One.', 'Two.'], zh: ['一。', '二。'] };
    const questions = [{ id: 'q', sentence: 0, text: { en: 'Which?', zh: '哪个？' } }];
    const file = textFile('x.json', { domain: 'law', paragraphs: [{ id: 'p', sentences, questions }] });
    const { passages } = await readCorpus([file], 'auto');
    expect(passages.map(({ context }) => context)).toEqual([
      'One. Two.',
      'One. Two.',
      '一。二。',
      '一。二。',
    ]);
  });

  it('counts questions whose sentence does not exist', async () => {
    const corpus = await readCorpus([small((question) => ({ ...question, sentence: 7 }))], 'auto');
    expect(corpus.warnings).toContain('en: questions whose answer is no sentence of its paragraph: 1');
    expect(corpus.warnings).toContain('en: questions that no passage answers, left out: 1');
    expect(corpus.queries.map(({ id }) => id)).toEqual(['de_q0', 'en_q0']);
  });

  it('counts questions that are not asked in every language', async () => {
    const corpus = await readCorpus([small((question) => ({ ...question, text: { en: 'Which?' } }))], 'auto');
    expect(corpus.warnings).toEqual(['questions that are not asked in every language: 1 of 2']);
  });

  it('refuses a question that occurs twice, and what is no language', async () => {
    await expect(readCorpus([small((question) => ({ ...question, id: 'q0' }))], 'auto')).rejects.toThrow(
      'x.json: paragraphs[0].questions[1].id: the question "q0" occurs twice.',
    );
    await expect(
      readCorpus([small((question) => ({ ...question, text: { klingonisch: '?' } }))], 'auto'),
    ).rejects.toThrow('x.json: paragraphs[0].questions[1].text: "klingonisch" is not a language code.');
    await expect(
      readCorpus([small((question) => ({ ...question, sentence: 'two' }))], 'auto'),
    ).rejects.toThrow('x.json: paragraphs[0].questions[1].sentence');
  });
});
