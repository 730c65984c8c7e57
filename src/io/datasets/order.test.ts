/** Files come in any order: from a drop, a folder, an archive. Neither texts, judgments nor fingerprint may depend on it. */
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../core/corpus';
import { fileFromBytes, type InputFile } from '../files';
import {
  gzipFile,
  linesFile,
  repositoryFiles,
  squadFile,
  squadParagraph,
  textFile,
} from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const LANGUAGES = ['ar', 'de', 'en', 'zh'];
const languageFile = (path: string, language: string) =>
  textFile(
    path,
    squadFile(
      squadParagraph(
        [`${language} one.`, `${language} two.`],
        [
          ['q', 0],
          ['r', 1],
        ],
      ),
    ),
  );
/** The lines of a small collection; those of a language lie in a folder of its own. */
const passageLines = (language: string) =>
  ['a', 'b', 'c', 'd'].map((id) => ({ _id: `d${id}`, docid: `d${id}`, text: `${language} ${id}.` }));
const queryLines = ['x', 'y', 'z'].map((id) => ({ _id: `q${id}`, text: `${id}?` }));
const judgments = ['qx\t0\tda\t1', 'qx\t0\tdb\t2', 'qy\t0\tdb\t1', 'qz\t0\tdd\t3'];
const lines = (all: readonly string[]) => `${all.join('\n')}\n`;
const topicLines = queryLines.map(({ _id, text }) => `${_id}\t${text}`);
const pairLines = ['x', 'y', 'z'].flatMap((id) =>
  LANGUAGES.map((language) => ({ id, language, query: `${language} ${id}?`, passage: `${language} ${id}.` })),
);

const beir = (language: string): InputFile[] => [
  linesFile(`set/${language}/corpus.jsonl`, passageLines(language)),
  linesFile(`set/${language}/queries.jsonl`, queryLines),
  textFile(`set/${language}/qrels/test.tsv`, lines(judgments)),
];
const miracl = (language: string): InputFile[] => [
  textFile(`set/topics.miracl-v1.0-${language}-dev.tsv`, lines(topicLines)),
  textFile(`set/qrels.miracl-v1.0-${language}-dev.tsv`, lines(judgments)),
  linesFile(`set/corpus-${language}/docs-0.jsonl`, passageLines(language).slice(0, 2)),
  linesFile(`set/corpus-${language}/docs-1.jsonl`, passageLines(language).slice(2)),
];
const qa = (domain: string) =>
  textFile(`${domain}.json`, {
    domain,
    paragraphs: [
      {
        id: domain,
        sentences: { de: ['Eins.', 'Zwei.'], en: ['One.', 'Two.'] },
        questions: [{ id: `${domain}-q`, sentence: 1, text: { de: 'Was?', en: 'What?' } }],
      },
    ],
  });

/** Files and folders as an archive, in the order given. */
async function zipped(path: string, files: readonly InputFile[]): Promise<InputFile> {
  const entries: [string, Uint8Array][] = [];
  for (const file of files) entries.push([file.path, new Uint8Array(await file.bytes())]);
  return fileFromBytes(path, zipSync(Object.fromEntries(entries)));
}

const shuffled = <T>(items: readonly T[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

describe('the order of files', () => {
  it.each<[string, () => InputFile[] | Promise<InputFile[]>]>([
    ['Isoglot-QA', () => ['law', 'food', 'arts'].map(qa)],
    ['XQuAD-R with domains', () => repositoryFiles('fixtures/xquad-r-mini')],
    ['XQuAD-R, packed', () => Promise.all(LANGUAGES.map((l) => gzipFile(languageFile(`${l}.json`, l))))],
    ['BEIR, several languages', () => LANGUAGES.flatMap(beir)],
    ['MIRACL, several languages', () => LANGUAGES.flatMap(miracl)],
    ['MTEB', () => repositoryFiles('fixtures/parquet/mteb')],
    [
      'own pairs, a file a language',
      () =>
        LANGUAGES.map((l) =>
          linesFile(
            `set.${l}.jsonl`,
            pairLines.filter(({ language }) => language === l),
          ),
        ),
    ],
    [
      'several archives',
      () =>
        Promise.all(
          LANGUAGES.map(async (l) => zipped(`${l}.zip`, [await gzipFile(languageFile(`${l}.json`, l))])),
        ),
    ],
  ])('%s', async (_, given) => {
    const files = await given();
    const plain = await readCorpus(files, 'auto');
    await fc.assert(
      fc.asyncProperty(shuffled(files), async (order) => {
        expect(await readCorpus(order, 'auto')).toEqual(plain);
      }),
      { numRuns: 10 },
    );
  });

  it('within an archive', async () => {
    const files = LANGUAGES.flatMap(beir);
    const plain = await readCorpus(files, 'auto');
    await fc.assert(
      fc.asyncProperty(shuffled(files), async (order) => {
        expect(await readCorpus([await zipped('set.zip', order)], 'auto')).toEqual(plain);
      }),
      { numRuns: 10 },
    );
  });
});

describe('the order of lines', () => {
  /** What is asked and what answers it, without the order of either. */
  const content = ({ queries, passages, relevant, grades }: Corpus) =>
    queries
      .map(({ id, group, language, text }, i) => {
        const answers = relevant[i]!.map((passage, j) => [passages[passage]!.text, grades?.[i]?.[j] ?? 1]);
        return JSON.stringify([id, group, language, text, answers.sort()]);
      })
      .sort();
  const orders = fc.tuple(shuffled(passageLines('en')), shuffled(queryLines), shuffled(judgments));

  it('of BEIR changes neither judgments nor grades', async () => {
    const plain = content(await readCorpus(beir('en'), 'auto'));
    expect(plain).toHaveLength(3);
    await fc.assert(
      fc.asyncProperty(orders, async ([passages, queries, judged]) => {
        const files = [
          linesFile('set/en/corpus.jsonl', passages),
          linesFile('set/en/queries.jsonl', queries),
          textFile('set/en/qrels/test.tsv', lines(judged)),
        ];
        expect(content(await readCorpus(files, 'auto'))).toEqual(plain);
      }),
      { numRuns: 20 },
    );
  });

  it('of own pairs changes no answer', async () => {
    const plain = content(await readCorpus([linesFile('set.jsonl', pairLines)], 'auto'));
    expect(plain).toHaveLength(12);
    await fc.assert(
      fc.asyncProperty(shuffled(pairLines), async (order) => {
        expect(content(await readCorpus([linesFile('set.jsonl', order)], 'auto'))).toEqual(plain);
      }),
      { numRuns: 20 },
    );
  });
});
