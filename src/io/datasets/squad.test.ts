import { describe, expect, it } from 'vitest';
import { fileName, type InputFile } from '../files';
import { repositoryFiles, squadFile, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

/** A paragraph; each question as `[id, text of the answer]`, which is looked up in the context. */
function paragraph(context: string, questions: [id: string, answer: string, question?: string][]) {
  return {
    context,
    qas: questions.map(([id, text, question]) => ({
      id,
      question: question ?? `question ${id}?`,
      answers: [{ answer_start: Array.from(context.slice(0, context.indexOf(text))).length, text }],
    })),
  };
}

const english = paragraph('It rained. Nobody came.', [
  ['q', 'rained'],
  ['r', 'Nobody'],
]);
const german = paragraph('Es war am 3. Oktober. Niemand kam.', [['q', 'Oktober']]);

const mlqa = (context: string, question: string, ...paragraphs: object[]) =>
  textFile(`dev-context-${context}-question-${question}.json`, squadFile(...paragraphs));

describe('SQuAD without sentence breaks', () => {
  it('finds the sentences and answers of the same files with breaks', async () => {
    const folder = await repositoryFiles('fixtures/xquad-r-mini');
    const files = folder.filter(({ path }) => path.endsWith('.json'));
    const strip = async (file: InputFile): Promise<InputFile> => {
      const value = JSON.parse(new TextDecoder().decode(await file.bytes()), (key, inner: unknown) =>
        key === 'sentences' || key === 'sentence_breaks' ? undefined : inner,
      ) as object;
      const name = fileName(file.path);
      return textFile(name === 'domains.json' ? name : `xquad.${name}`, value);
    };
    const withBreaks = await readCorpus(files, 'auto');
    const without = await readCorpus(await Promise.all(files.map(strip)), 'auto');
    expect(without.format).toBe('squad');
    for (const part of ['passages', 'queries', 'relevant', 'languages', 'domains'] as const)
      expect(without[part]).toEqual(withBreaks[part]);
    expect(without.warnings).toEqual(
      ['ar', 'de', 'en'].map(
        (language) => expect.stringContaining(`${language}: contexts without`) as string,
      ),
    );
  });

  it('counts offsets of answers in code points', async () => {
    const notes = paragraph('A 𝄞 is here. 😀 Then it ends.', [['q', 'ends']]);
    const corpus = await readCorpus([textFile('en.json', squadFile(notes))], 'squad');
    expect(corpus.relevant.map((list) => list.map((p) => corpus.passages[p]!.text))).toEqual([
      ['😀 Then it ends.'],
    ]);
  });

  it("joins MLQA's files by context and by question", async () => {
    const asked = (question: string) => paragraph(german.context, [['q', 'Oktober', question]]);
    const files = [
      mlqa('en', 'en', english),
      mlqa('de', 'de', asked('Wann?')),
      mlqa('de', 'en', asked('question q?')),
      mlqa('en', 'de', paragraph(english.context, [['q', 'rained', 'Wann?']])),
    ];
    const corpus = await readCorpus(files, 'auto');
    expect(corpus.passages.map(({ id, text }) => [id, text])).toEqual([
      ['de_0_0', 'Es war am 3. Oktober.'],
      ['de_0_1', 'Niemand kam.'],
      ['en_0_0', 'It rained.'],
      ['en_0_1', 'Nobody came.'],
    ]);
    expect(corpus.queries.map(({ id, text }) => [id, text])).toEqual([
      ['de_q', 'Wann?'],
      ['en_q', 'question q?'],
      ['en_r', 'question r?'],
    ]);
    expect(corpus.relevant).toEqual([[0, 2], [0, 2], [3]]);
    expect(await readCorpus(files.reverse(), 'auto')).toEqual(corpus);
    // One file alone: questions in one language, candidates in the other.
    const cross = await readCorpus([mlqa('de', 'en', asked('When?'))], 'auto');
    expect(cross).toMatchObject({ languages: ['de', 'en'], relevant: [[0]] });
  });

  it('keeps a context that one file has twice', async () => {
    const files = [mlqa('en', 'en', english, { ...english, qas: [] }), mlqa('en', 'de', english)];
    expect((await readCorpus(files, 'auto')).passages.length).toBe(4);
  });

  it('counts answers that are blank or stand elsewhere, and never takes the first sentence for them', async () => {
    const blank = paragraph('One. Two.', [
      ['q', 'One'],
      ['r', 'Two'],
      ['s', 'Two'],
    ]);
    blank.qas[1]!.answers[0] = { answer_start: 0, text: '' };
    blank.qas[2]!.answers[0] = { answer_start: 0, text: 'Two' };
    const corpus = await readCorpus([textFile('en.json', squadFile(blank))], 'auto');
    expect(corpus.queries.map(({ group }) => group)).toEqual(['q']);
    expect(corpus.warnings).toEqual([
      'en: contexts without sentence breaks, split by rules: 1',
      'en: questions without an answer: 1',
      'en: answers that do not stand where the file says, left out: 1',
      'en: questions that no passage answers, left out: 2',
    ]);
  });

  it('says that a language does not mark its sentences', async () => {
    const thai = textFile('th.json', squadFile(paragraph('ฝนตก ไม่มีใครมา', [['q', 'ฝนตก']])));
    expect((await readCorpus([thai], 'auto')).warnings).toContain(
      'th: contexts in a language that does not mark its sentences: 1',
    );
  });

  const twice = paragraph('One.', [
    ['q', 'One'],
    ['q', 'One'],
  ]);
  it.each<[string, InputFile[], string]>([
    [
      'an id that occurs twice',
      [textFile('en.json', squadFile(twice))],
      'qas[1].id: the question id "q" occurs twice',
    ],
    [
      'two texts of one question',
      [mlqa('de', 'en', german), mlqa('en', 'en', paragraph('One.', [['q', 'One', 'Other?']]))],
      'the question "q" has another text in dev-context-de-question-en.json',
    ],
    [
      'development and test together',
      [mlqa('en', 'en', english), textFile('test-context-de-question-de.json', squadFile(german))],
      'test-context-de-question-de.json: it is of another split than dev-context-en-question-en.json.',
    ],
    [
      'a name without a language',
      [textFile('dev-v1.1.json', squadFile(english))],
      'does not tell its language',
    ],
    [
      'an offset that is no number',
      [
        textFile(
          'en.json',
          squadFile({
            context: 'a',
            qas: [{ id: 'q', question: '?', answers: [{ answer_start: 'a', text: 'a' }] }],
          }),
        ),
      ],
      'qas[0].answers[0].answer_start',
    ],
  ])('refuses %s', async (_, files, words) => {
    await expect(readCorpus(files, 'auto')).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
    });
  });
});
