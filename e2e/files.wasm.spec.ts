import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { button, drop, heatmapNumbers, openWorkbench, ROOT, SMALL } from './workbench';

const MINI = ['en', 'de', 'ar'].map((language) => `fixtures/xquad-r-mini/${language}.json`);
const ENCODER = 'public/encoders/isoglot-nano';

test.beforeEach(({ page }) => openWorkbench(page));

test('XQuAD-R files dropped on the page are read, counted and measured', async ({ page }) => {
  await drop(page, MINI);
  await expect(page.getByRole('button', { name: /xquad-r/i })).toContainText('3 languages');
  await expect(page.getByRole('columnheader', { name: /Arabic/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('measured before training')).toBeVisible({ timeout: 30_000 });
});

test('a dropped configuration fills the compose panel', async ({ page }) => {
  const content = JSON.stringify({ ...SMALL, batchSize: 7, strategy: 'X-Y' });
  await drop(page, [{ name: 'isoglot-configuration.json', content }]);
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toHaveValue('7');
  await expect(page.getByRole('radio', { name: 'X-Y' })).toBeChecked();
});

test.describe('data of other layouts dropped on the page are read, counted and measured:', () => {
  const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const squad = (context: string, question: string) =>
    JSON.stringify({
      data: [
        {
          paragraphs: [
            {
              context,
              qas: [{ id: 'q', question, answers: [{ answer_start: 0, text: context.slice(0, 4) }] }],
            },
          ],
        },
      ],
    });
  const topics = (language: string, text: string) => [
    { name: `topics.miracl-v1.0-${language}-dev.tsv`, content: `6\t${text}\n` },
    { name: `qrels.miracl-v1.0-${language}-dev.tsv`, content: '6\tQ0\t1#0\t1\n' },
    {
      name: `docs.${language}.jsonl.gz`,
      content: gzipSync(
        lines({ docid: '1#0', title: 'A', text: 'b' }, { docid: '2#0', title: 'C', text: 'd' }),
      ),
    },
  ];
  const cases: { name: string; files: Parameters<typeof drop>[1]; counts: string }[] = [
    {
      name: 'BEIR, packed',
      files: [
        {
          name: 'corpus.jsonl.gz',
          content: gzipSync(lines({ _id: 'd', text: 'A sun.' }, { _id: 'e', text: 'A tree.' })),
        },
        { name: 'queries.jsonl', content: lines({ _id: 'q', text: 'What shines?' }) },
        { name: 'test.tsv', content: 'query-id\tcorpus-id\tscore\nq\td\t1\n' },
      ],
      counts: '1 language · 1 domain · 1 queries · 2 candidates',
    },
    {
      name: 'MIRACL in two languages',
      files: [...topics('en', 'What is it?'), ...topics('de', 'Was ist es?')],
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
      counts: '2 languages · 1 domain · 2 queries · 2 candidates',
    },
    {
      name: 'JSON packed with gzip',
      files: [
        { name: 'en.json.gz', content: gzipSync(squad('It rained. Nobody came.', 'What rained?')) },
        { name: 'de.json.gz', content: gzipSync(squad('Es regnete. Niemand kam.', 'Was regnete?')) },
      ],
      counts: '2 languages · 1 domain · 2 queries · 4 candidates',
    },
    {
      name: 'a ZIP archive of BEIR',
      files: [
        {
          name: 'fiqa-pl.zip',
          content: Buffer.from(
            zipSync({
              'corpus.jsonl': Buffer.from(lines({ _id: 'd', text: 'A sun.' }, { _id: 'e', text: 'A tree.' })),
              'queries.jsonl': Buffer.from(lines({ _id: 'q', text: 'What shines?' })),
              'qrels/test.tsv': Buffer.from('query-id\tcorpus-id\tscore\nq\td\t1\n'),
            }),
          ),
        },
      ],
      counts: '1 language · 1 domain · 1 queries · 2 candidates',
    },
    {
      name: 'Parquet of own pairs',
      files: ['fixtures/parquet/pairs/own.en.parquet'],
      counts: '1 language · 2 domains · 2 queries · 2 candidates',
    },
    {
      name: 'a table of pairs',
      files: [{ name: 'own.en.tsv', content: 'query\tpassage\nWho?\tShe.\nWhat?\tThat.\n' }],
      counts: '1 language · 1 domain · 2 queries · 2 candidates',
    },
    {
      name: 'MLQA without sentence breaks',
      files: [
        {
          name: 'dev-context-en-question-en.json',
          content: squad('It rained. Nobody came.', 'What rained?'),
        },
        {
          name: 'dev-context-de-question-en.json',
          content: squad('Es regnete. Niemand kam.', 'What rained?'),
        },
      ],
      counts: '2 languages · 1 domain · 1 queries · 4 candidates',
    },
  ];
  for (const { name, files, counts } of cases) {
    test(name, async ({ page }) => {
      await drop(page, files);
      await expect(page.getByRole('button', { name: /^data/i })).toContainText(counts);
      await expect(page.getByText('measured before training')).toBeVisible({ timeout: 30_000 });
    });
  }
});

test.describe('a bad file is said in plain words and leaves everything as it was:', () => {
  const answerless = () => {
    const file = JSON.parse(readFileSync(join(ROOT, MINI[0]!), 'utf8')) as {
      data: { paragraphs: { qas: unknown[] }[] }[];
    };
    for (const { paragraphs } of file.data) for (const paragraph of paragraphs) paragraph.qas = [];
    return JSON.stringify(file);
  };
  const bytes = (path: string) => readFileSync(join(ROOT, path));
  const encoder = (weights: Buffer) => [
    ...['config.json', 'tokenizer.json', 'tokenizer_config.json', 'modules.json'].map(
      (name) => `${ENCODER}/${name}`,
    ),
    { name: 'model.safetensors', content: weights },
  ];
  const cases: { name: string; files: Parameters<typeof drop>[1]; says: RegExp }[] = [
    { name: 'not JSON', files: [{ name: 'en.json', content: '{"data": [' }], says: /en\.json/ },
    { name: 'another format', files: [{ name: 'en.json', content: '{"hello": 1}' }], says: /en\.json/ },
    { name: 'a language without questions', files: [{ name: 'en.json', content: answerless() }], says: /en/ },
    {
      name: 'truncated weights',
      files: encoder(bytes(`${ENCODER}/model.safetensors`).subarray(0, 100_000)),
      says: /model\.safetensors/,
    },
    {
      name: 'a configuration out of range',
      files: [{ name: 'configuration.json', content: JSON.stringify({ ...SMALL, alpha: 2 }) }],
      says: /configuration\.json: alpha/,
    },
  ];
  for (const { name, files, says } of cases) {
    test(name, async ({ page }) => {
      const before = await heatmapNumbers(page);
      await drop(page, files);
      const alert = page.getByRole('alert');
      await expect(alert).toContainText(says);
      expect((await alert.innerText()).split('\n').length).toBeGreaterThanOrEqual(2);
      expect(await heatmapNumbers(page)).toEqual(before);
      await expect(page.getByRole('button', { name: /isoglot-nano/ })).toBeVisible();
      await expect(page.getByRole('button', { name: /isoglot-qa/ })).toBeVisible();
      await expect(button(page, 'Train')).toBeEnabled();
      await alert.getByRole('button', { name: 'Dismiss' }).click();
      await expect(alert).toHaveCount(0);
    });
  }
});
