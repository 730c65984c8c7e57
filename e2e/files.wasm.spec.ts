import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { button, drop, heatmapNumbers, openWorkbench, ROOT, SMALL } from './workbench';

const MINI = ['en', 'de', 'ar'].map((language) => `fixtures/xquad-r-mini/${language}.json`);
const ENCODER = 'public/encoders/isoglot-nano';

test.beforeEach(({ page }) => openWorkbench(page));

test('a dropped configuration fills the compose panel', async ({ page }) => {
  const content = JSON.stringify({ ...SMALL, batchSize: 7, strategy: 'X-Y' });
  await drop(page, [{ name: 'isoglot-configuration.json', content }]);
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toHaveValue('7');
  await expect(page.getByRole('radio', { name: 'X-Y' })).toBeChecked();
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
