import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { button, heatmap, heatmapNumbers, openWorkbench, SMALL } from './workbench';

test('bias, consistency and domains open by keyboard and hold figures', async ({ page }) => {
  await openWorkbench(page, { draft: { ...SMALL, targetDomains: ['law', 'sports'] } });
  const axe = async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  };

  await page.getByRole('radio', { name: 'measures' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('radio', { name: 'languages' }).press('ArrowRight');
  const measures = page.getByRole('table', { name: 'Measures of language bias' });
  await expect(measures.getByRole('row', { name: /Rank distance/ })).toContainText(/\d/);
  await expect(measures).toContainText(/floor 1, chance \d+/);
  await axe();

  await page.getByRole('tab', { name: 'Bias' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('table', { name: 'RankC of two languages' })).toContainText(/\.\d\d/);
  await expect(page.getByRole('region', { name: 'Consistency' })).toContainText(/N = 10, chance \.\d{3}/);
  await axe();

  await page.keyboard.press('ArrowRight');
  const domains = page.getByRole('table', { name: 'mAP and rank distance by domain' });
  await expect(domains.getByRole('row', { name: /^law/ })).toContainText(/\.\d{3}/);
  await axe();

  const all = await heatmapNumbers(page);
  await domains.getByRole('button', { name: /^law/ }).press('Enter');
  await expect(button(page, 'Domain law only: show all domains')).toBeVisible();
  expect(await heatmapNumbers(page)).not.toEqual(all);
  await button(page, 'Domain law only: show all domains').press('Enter');
  await expect(heatmap(page)).toBeVisible();
  expect(await heatmapNumbers(page)).toEqual(all);
});
