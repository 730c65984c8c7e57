import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../core/corpus';
import { repositoryFiles, squadFile, squadParagraph, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const count = (texts: { language: string }[], language: string) =>
  texts.filter((text) => text.language === language).length;

const textsOf = (corpus: Corpus, query: number) =>
  corpus.relevant[query]!.map((i) => corpus.passages[i]!.text);

describe('XQuAD-R', () => {
  it('takes every sentence as a candidate and matches questions by id', async () => {
    const corpus = await readCorpus(await repositoryFiles('fixtures/xquad-r-mini'), 'auto');
    expect(corpus).toMatchObject({ name: 'xquad-r-mini', format: 'xquad-r', warnings: [] });
    expect(corpus.languages).toEqual(['ar', 'de', 'en']);
    expect(corpus.domains).toEqual(['astronomy', 'law', 'sports']);
    for (const language of corpus.languages) {
      expect(count(corpus.passages, language)).toBe(20);
      expect(count(corpus.queries, language)).toBe(15);
    }
    expect(corpus.passages[20]!.id).toBe('de_0_0');
    expect(corpus.passages[25]!.id).toBe('de_1_1');
    // The same sentences and answers as in Isoglot-QA, which the fixture was made from.
    const source = await readCorpus(await repositoryFiles('public/data/isoglot-qa'), 'isoglot-qa');
    for (const [i, { group, language }] of corpus.queries.entries()) {
      const original = source.queries.findIndex(
        (query) => query.group === group && query.language === language,
      );
      const expected = source.relevant[original]!.map((p) => source.passages[p]!);
      expect(textsOf(corpus, i)).toEqual(
        expected.filter((passage) => corpus.languages.includes(passage.language)).map(({ text }) => text),
      );
      expect(corpus.queries[i]!.domain).toBe(source.queries[original]!.domain);
    }
  });

  it('gives each passage its paragraph', async () => {
    const file = squadFile(squadParagraph(['Eins.', 'Zwei.'], [['q', 1]]));
    const { passages } = await readCorpus([textFile('de.json', file)], 'auto');
    expect(passages.map(({ context }) => context)).toEqual(['Eins. Zwei.', 'Eins. Zwei.']);
  });

  it('does not mind the order of the files', async () => {
    const files = await repositoryFiles('fixtures/xquad-r-mini');
    const one = await readCorpus(files, 'xquad-r');
    expect(await readCorpus([...files].reverse(), 'xquad-r')).toEqual(one);
    const without = await readCorpus(
      files.filter(({ path }) => !path.endsWith('domains.json')),
      'auto',
    );
    expect(without.sha256).not.toBe(one.sha256);
    expect(without.domains).toEqual(['general']);
  });

  it('counts offsets in code points', async () => {
    const german = squadFile(
      squadParagraph(['Ein 𝄞 steht hier.', 'Die Antwort folgt 😀.', 'Ende.'], [['q', 1]]),
    );
    const corpus = await readCorpus([textFile('de.json', german)], 'auto');
    expect(corpus.passages.map(({ text }) => text)).toEqual([
      'Ein 𝄞 steht hier.',
      'Die Antwort folgt 😀.',
      'Ende.',
    ]);
    expect(corpus.relevant).toEqual([[1]]);
  });

  it('keeps equal sentences apart and takes the one that holds the answer', async () => {
    const corpus = await readCorpus(
      [textFile('en.json', squadFile(squadParagraph(['Yes.', 'No.', 'Yes.'], [['q', 2]])))],
      'auto',
    );
    expect(corpus.passages.length).toBe(3);
    expect(corpus.relevant).toEqual([[2]]);
  });

  it('tells MLQA-R by its longer ids and counts what is not in every language', async () => {
    const [one, two] = ['a'.repeat(40), 'b'.repeat(40)];
    const english = squadFile(
      squadParagraph(
        ['Yes.', 'No.'],
        [
          [one, 0],
          [two, 1],
        ],
      ),
    );
    const german = squadFile(squadParagraph(['Ja.', 'Nein.'], [[one, 1]]));
    const corpus = await readCorpus([textFile('en.json', english), textFile('de.json', german)], 'auto');
    expect(corpus.format).toBe('mlqa-r');
    expect(corpus.relevant).toEqual([[1, 2], [1, 2], [3]]);
    expect(corpus.warnings).toEqual(['questions that are not asked in every language: 1 of 2']);
  });

  it('counts answers that lie in no sentence, questions without an answer and empty texts', async () => {
    const lost = squadParagraph(
      ['Yes.', 'No.', ' '],
      [
        ['q', 0],
        ['r', 0],
        ['s', 0],
        ['t', 0],
      ],
    );
    lost.qas[1]!.answers[0]!.answer_start = 4;
    lost.qas[2]!.answers = [];
    lost.qas[3]!.question = ' ';
    const corpus = await readCorpus([textFile('en.json', squadFile(lost))], 'auto');
    expect(corpus.queries.map(({ group }) => group)).toEqual(['q']);
    expect(corpus.warnings).toEqual([
      'en: empty passages, left out: 1',
      'en: answers that lie in no sentence: 1',
      'en: questions without an answer: 1',
      'en: empty questions, left out: 1',
      'en: questions that no passage answers, left out: 2',
    ]);
  });

  it('keeps a question whose answer is known in another language only', async () => {
    const english = squadFile(squadParagraph(['Yes.'], [['q', 0]]));
    const german = squadFile({ ...squadParagraph(['Ja.'], [['q', 0]]), sentence_breaks: [] });
    const corpus = await readCorpus([textFile('en.json', english), textFile('de.json', german)], 'auto');
    expect(corpus.queries.map(({ id }) => id)).toEqual(['de_q', 'en_q']);
    expect(corpus.relevant).toEqual([[0], [0]]);
    expect(corpus.warnings).toEqual(['de: answers that lie in no sentence: 1']);
  });

  it('counts articles that domains.json does not name', async () => {
    const data = textFile('en.json', squadFile(squadParagraph(['Yes.'], [['q', 0]])));
    const corpus = await readCorpus([data, textFile('domains.json', { domains: { U: 'x' } })], 'auto');
    expect(corpus.domains).toEqual(['general']);
    expect(corpus.warnings).toEqual(['en: articles without a domain are counted as "general": 1']);
  });

  const good = () =>
    squadParagraph(
      ['Yes.', 'No.'],
      [
        ['q', 0],
        ['r', 1],
      ],
    );
  it.each<[string, object, string]>([
    [
      'an offset that is no number',
      breakAnswer(good()),
      'en.json: data[0].paragraphs[0].qas[1].answers[0].answer_start',
    ],
    [
      'a break outside the context',
      { ...good(), sentence_breaks: [[0, 99]] },
      'sentence_breaks[0]: [0, 99] does not',
    ],
    [
      'an id that occurs twice',
      squadParagraph(
        ['Yes.'],
        [
          ['q', 0],
          ['q', 0],
        ],
      ),
      'qas[1].id: the question id "q" occurs twice',
    ],
    ['no context', { ...good(), context: undefined }, 'en.json: data[0].paragraphs[0].context'],
  ])('refuses %s', async (_, paragraphs, words) => {
    await expect(readCorpus([textFile('en.json', squadFile(paragraphs))], 'auto')).rejects.toThrow(words);
  });

  function breakAnswer(broken: ReturnType<typeof squadParagraph>): object {
    return {
      ...broken,
      qas: broken.qas.map((qa, i) => (i === 1 ? { ...qa, answers: [{ answer_start: '4', text: '' }] } : qa)),
    };
  }

  it('refuses a language without questions', async () => {
    const empty = textFile('de.json', squadFile(squadParagraph(['Ja.'], [])));
    const full = textFile('en.json', squadFile(squadParagraph(['Yes.'], [['q', 0]])));
    await expect(readCorpus([full, empty], 'auto')).rejects.toMatchObject({
      code: 'empty-data',
      where: 'de.json',
      what: 'there is no question in it, so "de" has no queries.',
    });
    const unanswered = textFile(
      'de.json',
      squadFile({ ...squadParagraph(['Ja.'], [['z', 0]]), sentence_breaks: [] }),
    );
    await expect(readCorpus([full, unanswered], 'auto')).rejects.toMatchObject({
      code: 'empty-data',
      what: 'the language "de" has no question that any passage answers.',
    });
  });

  it('refuses names that tell no language, and two files of one', async () => {
    const data = squadFile(squadParagraph(['Yes.'], [['q', 0]]));
    await expect(readCorpus([textFile('dev-context-de-question-de.json', data)], 'auto')).rejects.toThrow(
      'does not tell its language',
    );
    await expect(
      readCorpus([textFile('a/de.json', data), textFile('b/de.json', data)], 'auto'),
    ).rejects.toThrow('a/de.json has the same name');
    await expect(
      readCorpus([textFile('de.json', data), textFile('xquad.de.json', data)], 'auto'),
    ).rejects.toThrow('de.json is also of the language');
  });
});
