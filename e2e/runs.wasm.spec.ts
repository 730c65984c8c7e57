import { expect, test } from '@playwright/test';
import { button, openWorkbench, SMALL } from './workbench';

const train = async (page: Parameters<typeof openWorkbench>[0]) => {
  await button(page, 'Train').click();
  await expect(page.getByRole('status').getByText('Finished')).toBeVisible({ timeout: 60_000 });
};

test('runs are renamed, reopened, deleted, and brought back', async ({ page }) => {
  await openWorkbench(page, { draft: { ...SMALL, steps: 2 } });
  await train(page);
  await train(page);
  await page.getByRole('button', { name: /^Runs/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Runs' });
  const name = dialog.getByRole('textbox', { name: 'Name of Small' }).first();
  await name.fill('First try');
  await name.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Name of First try' })).toBeVisible();

  await dialog.getByRole('button', { name: 'Delete First try' }).click();
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await dialog.getByRole('button', { name: /Undo/ }).click();
  await expect(dialog.getByRole('row')).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Delete First try' }).click();
  await expect(dialog.getByRole('row')).toHaveCount(2);

  await page.reload();
  await page.getByRole('button', { name: /^Runs/ }).click();
  await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Reopen Small' }).or(page.getByText('On the page')).first().click();
});

test('a run broken off by a reload is kept and goes on from its checkpoint', async ({ page }) => {
  await openWorkbench(page, { draft: { ...SMALL, steps: 400, evaluateEvery: 5 } });
  await button(page, 'Train').click();
  await expect(page.getByText(/step (1[2-9]|[2-9]\d)\/400/)).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByText(/was interrupted at step/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Continue goes on from its checkpoint/)).toBeVisible();
  await expect(page.getByText(/measured at step \d/)).toBeVisible();
  await expect(button(page, 'Continue')).toBeEnabled({ timeout: 30_000 });
  await button(page, 'Continue').click();
  await expect(page.getByRole('status').getByText('Training')).toBeVisible();
  await expect(page.getByText(/step ([3-9]\d|\d{3})\/400/)).toBeVisible({ timeout: 60_000 });
  await button(page, 'Stop').click();
  await expect(page.getByRole('status').getByText('Stopped')).toBeVisible({ timeout: 60_000 });
});

test('runs that differ only in their seed are one row, which opens, and is held against others', async ({
  page,
}) => {
  await openWorkbench(page, { draft: { ...SMALL, steps: 2 } });
  await train(page);
  const again = async (label: RegExp | string, value: string) => {
    const field = page.getByRole('textbox', { name: label });
    await field.fill(value);
    await field.press('Enter');
    await train(page);
  };
  await again('Seed', '4');
  await again('Steps', '3');
  await page.getByRole('button', { name: /^Runs/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Runs' });
  const group = dialog.getByRole('button', { expanded: false });
  const row = dialog.getByRole('row').filter({ hasText: 'N = 2' });
  await expect(row).toContainText(/seeds 3, 4/);
  await expect(row).toContainText(/\.\d{3}\s*± \.\d{3}/);
  await expect(dialog.getByRole('row')).toHaveCount(3);
  await group.press('Enter');
  await expect(dialog.getByRole('row')).toHaveCount(5);
  // One seed on one side, two on the other: what can't be tested says so.
  await row.getByRole('button', { name: /Compare the others/ }).press('Enter');
  await expect(dialog.getByText(/from the base, not tested: it takes two seeds/).first()).toBeAttached();
});
