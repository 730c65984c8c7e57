import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { squadFile, squadParagraph } from '../src/io/testing/textFiles';
import { drop, openWorkbench, ROOT } from './workbench';

type Files = Parameters<typeof drop>[1];
interface Case {
  name: string;
  files: Files;
  format: string;
  counts: string;
}

const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const json = (name: string, value: object) => ({ name, content: JSON.stringify(value) });

/** SQuAD without marks of sentences: one paragraph of some sentences, one question. */
const squad = (context: string, question: string) => {
  const answers = [{ answer_start: 0, text: context.slice(0, 4) }];
  return { data: [{ paragraphs: [{ context, qas: [{ id: 'q', question, answers }] }] }] };
};
/** MLQA-R's questions have ids of 40 digits; XQuAD-R's are shorter. */
const marked = (sentences: string[], question: string) =>
  squadFile(squadParagraph(sentences, [[question, 0]]));
const MLQA_ID = 'a'.repeat(40);

const CORPUS = lines(
  { _id: 'd', text: 'A sun.' },
  { _id: 'e', text: 'A tree.' },
  { _id: 'f', text: 'A car.' },
);
const QUERIES = lines({ _id: 'q', text: 'What shines?' }, { _id: 'r', text: 'What grows?' });
const QRELS = 'query-id\tcorpus-id\tscore\nq\td\t1\nr\te\t2\n';
const TREC = 'q 0 d 1\nr 0 e 2\n';

const miracl = (language: string, text: string) => [
  { name: `topics.miracl-v1.0-${language}-dev.tsv`, content: `6\t${text}\n` },
  { name: `qrels.miracl-v1.0-${language}-dev.tsv`, content: '6\tQ0\t1#0\t1\n' },
  {
    name: `docs.${language}.jsonl.gz`,
    content: gzipSync(
      lines({ docid: '1#0', title: 'A', text: 'b' }, { docid: '2#0', title: 'C', text: 'd' }),
    ),
  },
];
const belebele = (dialect: string, question: string, text: string) => ({
  name: `${dialect}.jsonl`,
  content: lines({
    link: 'https://en.wikibooks.org/wiki/Accordion',
    question_number: 1,
    flores_passage: text,
    question,
    mc_answer1: 'a',
    correct_answer_num: '1',
    dialect,
  }),
});
const MTEB = ['de', 'en'].flatMap((language) =>
  ['corpus', 'queries', 'qrels'].map((part) => ({
    path: `mteb/${language}-${part}/dev-00000-of-00001.parquet`,
    content: readFileSync(join(ROOT, `fixtures/parquet/mteb/${language}-${part}/dev-00000-of-00001.parquet`)),
  })),
);

const DROPPED: Case[] = [
  {
    name: 'XQuAD-R',
    files: ['en', 'de', 'ar'].map((language) => `fixtures/xquad-r-mini/${language}.json`),
    format: 'xquad-r',
    counts: '3 languages',
  },
  {
    name: 'MLQA-R',
    files: [
      json('en.json', marked(['It rained.', 'Nobody came.', 'It was dark.'], MLQA_ID)),
      json('de.json', marked(['Es regnete.', 'Niemand kam.'], MLQA_ID)),
    ],
    format: 'mlqa-r',
    counts: '2 languages · 1 domain · 2 queries · 5 candidates',
  },
  {
    name: 'SQuAD, packed with gzip',
    files: ['It rained. Nobody came.', 'Es regnete. Niemand kam.'].map((context, i) => ({
      name: `${['en', 'de'][i]}.json.gz`,
      content: gzipSync(JSON.stringify(squad(context, 'What?'))),
    })),
    format: 'squad',
    counts: '2 languages · 1 domain · 2 queries · 4 candidates',
  },
  {
    name: 'MLQA without sentence breaks',
    files: [
      json('dev-context-en-question-en.json', squad('It rained. Nobody came.', 'What rained?')),
      json('dev-context-de-question-en.json', squad('Es regnete. Niemand kam.', 'What rained?')),
    ],
    format: 'squad',
    counts: '2 languages · 1 domain · 1 queries · 4 candidates',
  },
  {
    name: 'BEIR, packed with gzip',
    files: [
      { name: 'corpus.jsonl.gz', content: gzipSync(CORPUS) },
      { name: 'queries.jsonl', content: QUERIES },
      { name: 'test.tsv', content: QRELS },
    ],
    format: 'beir',
    counts: '1 language · 1 domain · 2 queries · 3 candidates',
  },
  {
    name: 'MIRACL',
    files: [...miracl('en', 'What is it?'), ...miracl('de', 'Was ist es?')],
    format: 'miracl',
    counts: '2 languages · 1 domain · 2 queries · 4 candidates',
  },
  {
    name: 'JSON lines of pairs',
    files: [
      {
        name: 'own.jsonl',
        content: lines({ id: 1, q: { en: 'Who?', de: 'Wer?' }, p: { en: 'She.', de: 'Sie.' } }),
      },
    ],
    format: 'jsonl',
    counts: '2 languages · 1 domain · 2 queries · 2 candidates',
  },
  {
    name: 'a table of pairs',
    files: [{ name: 'own.en.tsv', content: 'query\tpassage\nWho?\tShe.\nWhat?\tThat.\n' }],
    format: 'tsv',
    counts: '1 language · 1 domain · 2 queries · 2 candidates',
  },
  {
    name: 'Parquet of pairs',
    files: ['fixtures/parquet/pairs/own.en.parquet'],
    format: 'parquet',
    counts: '1 language · 2 domains · 2 queries · 2 candidates',
  },
  {
    name: 'Belebele',
    files: [belebele('deu_Latn', 'Wer?', 'Sie.'), belebele('spa_Latn', '¿Quién?', 'Ella.')],
    format: 'jsonl',
    counts: '2 languages · 1 domain · 2 queries · 2 candidates',
  },
  {
    name: 'a ZIP archive',
    files: [
      {
        name: 'fiqa-pl.zip',
        content: Buffer.from(
          zipSync({
            'corpus.jsonl': Buffer.from(CORPUS),
            'queries.jsonl': Buffer.from(QUERIES),
            'qrels/test.tsv': Buffer.from(QRELS),
          }),
        ),
      },
    ],
    format: 'beir',
    counts: '1 language · 1 domain · 2 queries · 3 candidates',
  },
  {
    name: 'Isoglot-QA',
    files: ['food', 'law'].map((domain) => `public/data/isoglot-qa/${domain}.json`),
    format: 'isoglot-qa',
    counts: '11 languages · 2 domains',
  },
];

/** Folders, with what lies in each. */
const FOLDERS: (Omit<Case, 'files'> & { files: { path: string; content: string | Buffer }[] })[] = [
  {
    name: 'beir',
    files: [
      { path: 'beir/de/corpus.jsonl', content: CORPUS },
      { path: 'beir/de/queries.jsonl', content: QUERIES },
      { path: 'beir/de/qrels/test.tsv', content: QRELS },
      { path: 'beir/en/corpus.jsonl', content: CORPUS },
      { path: 'beir/en/queries.jsonl', content: QUERIES },
      { path: 'beir/en/qrels/test.trec', content: TREC },
    ],
    format: 'beir',
    counts: '2 languages · 1 domain · 4 queries · 6 candidates',
  },
  { name: 'mteb', files: MTEB, format: 'mteb', counts: '2 languages · 1 domain' },
  {
    name: 'mrtydi-v1.1-thai',
    files: [
      { path: 'mrtydi-v1.1-thai/topic.test.tsv', content: '6\tอะไร?\n' },
      { path: 'mrtydi-v1.1-thai/qrels.test.txt', content: '6 Q0 1#0 1\n' },
      {
        path: 'mrtydi-v1.1-thai/collection/docs.jsonl',
        content: lines(
          { id: '1#0', contents: 'ก' },
          { id: '2#0', contents: 'ข' },
          { id: '3#0', contents: 'ค' },
        ),
      },
    ],
    format: 'miracl',
    counts: '1 language · 1 domain · 1 queries · 3 candidates',
  },
];

const dataButton = (page: Page) => page.getByRole('button', { name: /^Data:/ });

async function isRead(page: Page, { format, counts }: Pick<Case, 'format' | 'counts'>): Promise<void> {
  await expect(dataButton(page)).toContainText(counts, { timeout: 30_000 });
  await expect(page.getByText('measured before training')).toBeVisible({ timeout: 30_000 });
  await dataButton(page).click();
  const menu = page.getByRole('dialog', { name: /^Data:/ });
  await expect(menu.getByRole('definition').first()).toHaveText(format);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert')).toHaveCount(0);
}

/** Drops a folder of the disk as a person does: the browser walks it. */
async function dropFolder(page: Page, folder: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
}

test('every format that is dropped on the page is known, read, counted and measured', async ({ page }) => {
  await openWorkbench(page);
  for (const one of DROPPED) {
    await test.step(one.name, async () => {
      await drop(page, one.files);
      await isRead(page, one);
    });
  }
  for (const { name, files, ...expected } of FOLDERS) {
    await test.step(`the folder ${name}`, async () => {
      for (const { path, content } of files) {
        const place = test.info().outputPath(path);
        mkdirSync(dirname(place), { recursive: true });
        writeFileSync(place, content);
      }
      await dropFolder(page, test.info().outputPath(name));
      await isRead(page, expected);
    });
  }
});

test('a run of TREC is no data: that is said, and what is open stays', async ({ page }) => {
  await openWorkbench(page);
  await drop(page, [{ name: 'run.trec', content: 'q Q0 d 1 0.9 bm25\n' }]);
  await expect(page.getByRole('alert')).toContainText(/none of the 1 files is one of a data set/i);
  await expect(page.getByRole('button', { name: 'Data: isoglot-qa', exact: true })).toBeVisible();
});
