import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { study } from '../src/protocol';
import { button, exported, openWorkbench, SMALL, watchErrors } from './workbench';

/** Two languages in one held-out domain, few steps: a grid that is made in seconds. */
const TINY = { ...SMALL, languages: ['de', 'en'], steps: 6, evaluateEvery: 0, targetDomains: [] };

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Study' });
const rows = (page: Page) => dialog(page).getByRole('row');

/** Presses what has the focus after bringing it there: the keyboard alone. */
async function key(page: Page, name: string | RegExp, role: 'button' | 'checkbox' = 'button') {
  const target = dialog(page).getByRole(role, { name, exact: typeof name === 'string' });
  await target.focus();
  await page.keyboard.press('Space');
}

const SCORE = /^\.\d{3}$/;

test.use({ actionTimeout: 10_000 });

test('a study is composed by keyboard, paused, gone on with after a reload, and kept', async ({ page }) => {
  const errors = watchErrors(page);
  await openWorkbench(page, { draft: TINY });
  await button(page, 'Study').press('Enter');
  await key(page, 'hybrid .50', 'checkbox');
  const seeds = dialog(page).getByRole('textbox', { name: 'Seeds, how many' });
  await seeds.fill('1');
  await seeds.press('Enter');
  await key(page, 'Add a fold');
  await key(page, 'Hold out law');
  await expect(dialog(page).getByText('2 runs: 2 strategies × 1 adaptation × 1 fold × 1 seed')).toBeVisible();

  await key(page, 'Check');
  await expect(dialog(page).getByText(/0 of 2 runs done\. The others take about/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(rows(page)).toHaveCount(3);
  await key(page, 'Start');
  await expect(
    dialog(page)
      .getByText(/step [1-6]\/6|Evaluating/)
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await key(page, 'Pause');
  await expect(dialog(page).getByRole('button', { name: 'Go on' })).toBeVisible({ timeout: 60_000 });

  await page.reload();
  await expect(page.getByText('measured before training')).toBeVisible({ timeout: 60_000 });
  await button(page, 'Study').press('Enter');
  await expect(rows(page)).toHaveCount(3);
  await key(page, 'Go on');
  await expect(dialog(page).getByText('All 2 runs are done.')).toBeVisible({ timeout: 90_000 });
  for (const row of await rows(page)
    .all()
    .then((all) => all.slice(1)))
    await expect(row.getByRole('cell')).toHaveText([/done/, SCORE, SCORE, SCORE, /^\d+$/, 'Open']);

  // Before the report, in which scripts are not let in, the test's own neither: Chromium complains of those.
  expect(errors).toEqual([]);
  await key(page, 'Report');
  await page.getByRole('menuitem', { name: /^Open/ }).press('Enter');
  const report = dialog(page).frameLocator('iframe');
  await expect(report.getByRole('heading', { level: 1 })).toHaveText(/Study: a study of 2 runs/);
  await expect(report.getByText(/X-Y · none/).first()).toBeVisible();

  const saved = page.waitForEvent('download');
  await key(page, 'Save study file');
  const file = study.parse(JSON.parse(readFileSync(await (await saved).path(), 'utf8')));
  expect(file.strategies.map(({ name }) => name)).toEqual(['X-X-mono', 'X-Y']);
  expect(file.folds[0]).toMatchObject({ name: 'law', targetDomains: ['law'] });
});

test('a run of a study opens in the workbench with its encoder; the study is deleted and brought back', async ({
  page,
}) => {
  await openWorkbench(page, { draft: { ...TINY, targetDomains: ['law'], steps: 2 } });
  await button(page, 'Study').click();
  for (const name of ['X-Y', 'hybrid .50']) await key(page, name, 'checkbox');
  const seeds = dialog(page).getByRole('textbox', { name: 'Seeds, how many' });
  await seeds.fill('1');
  await seeds.press('Enter');
  await dialog(page).getByRole('button', { name: 'Baseline strategy' }).click();
  await expect(page.getByRole('option').filter({ hasText: /\S/ })).toHaveText(['X-X-mono']);
  await page.keyboard.press('Escape');
  await key(page, /Keep each run/, 'checkbox');
  await expect(dialog(page).getByText(/At most 14\.0 MB of the .* that are free/)).toBeVisible();
  await key(page, 'Check');
  await expect(dialog(page).getByText(/0 of 1 run done/)).toBeVisible({ timeout: 60_000 });
  await key(page, 'Start');
  await expect(dialog(page).getByText('The run is done.')).toBeVisible({ timeout: 90_000 });

  await key(page, /^Open: X-X-mono/);
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText('measured at step 2')).toBeVisible();
  expect((await exported(page, /Trained encoder/)).length).toBeGreaterThan(14e6);

  await button(page, 'Runs').click();
  await page.getByRole('button', { name: 'Storage…' }).click();
  const storage = page.getByRole('dialog', { name: 'Storage' });
  const row = storage.getByRole('row', { name: /1 of 1 done/ });
  await expect(row).toContainText('14.0 MB');
  const bin = row.getByRole('button', { name: 'Delete Study and its runs' });
  await bin.press('Enter');
  await expect(storage.getByText('Deleted “Study”.')).toBeVisible();
  await storage.getByRole('button', { name: 'Undo' }).press('Enter');
  await bin.press('Enter');
  await expect(row).toBeHidden();
  await page.reload();
  await expect(page.getByText(/measured (before training|at step)/)).toBeVisible({ timeout: 60_000 });
  await expect(button(page, 'Runs')).toContainText('0');
});
