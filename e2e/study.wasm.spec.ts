import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { study } from '../src/protocol';
import { button, openWorkbench, SMALL, watchErrors } from './workbench';

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
    await expect(row.getByRole('cell')).toHaveText([/done/, /^\.\d{3}$/, /^\.\d{3}$/, /^\.\d{3}$/, /^\d+$/]);

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
