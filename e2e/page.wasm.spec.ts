import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { button, heatmap, openWorkbench, ROOT, SMALL } from './workbench';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const runOnce = async (page: Page) => {
  await openWorkbench(page, { draft: { ...SMALL, steps: 3 } });
  await button(page, 'Train').click();
  await expect(page.getByRole('status').getByText('Finished')).toBeVisible({ timeout: 60_000 });
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violation, ${colorScheme}, on the page and in every dialog`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await runOnce(page);
    expect(await violations(page)).toEqual([]);
    for (const name of [/^Runs/, /^Keyboard|shortcuts/i, /^Backend/, /isoglot-nano/, /isoglot-qa/, 'mAP']) {
      await page.getByRole('button', { name }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page), String(name)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
}

test('one screen at 1440 x 900, one column at 390 with Train in reach, nothing wider than the window', async ({
  page,
}) => {
  await runOnce(page);
  for (const [width, height] of [
    [1440, 900],
    [900, 1100],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    const overflow = await page.evaluate(() => ({
      x: document.documentElement.scrollWidth - innerWidth,
      y: document.documentElement.scrollHeight - innerHeight,
    }));
    expect(overflow.x, `${width} px wide`).toBeLessThanOrEqual(0);
    if (width === 1440) {
      expect(overflow.y).toBeLessThanOrEqual(0);
      for (const name of ['Compose', 'Heatmap', 'Loss', 'Language bias']) {
        await expect(page.getByRole('region', { name, exact: true })).toBeInViewport();
      }
      // What most runs change is there without scrolling.
      for (const name of ['Batch size', 'Steps', 'Learning rate', 'Seed'])
        await expect(page.getByRole('textbox', { name, exact: true })).toBeInViewport({ ratio: 1 });
    }
    await expect(button(page, 'Train')).toBeInViewport({ ratio: 1 });
  }
});

test('prints black on white in the dark theme too, without switches, the curves as wide as the paper', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await runOnce(page);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await page.setViewportSize({ width: 718, height: 1040 });
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.locator('body')).toHaveCSS('color', 'rgb(26, 31, 34)');
  await expect(page.getByText('now', { exact: true }).first()).toBeVisible();
  for (const hidden of ['change', 'measures'])
    await expect(page.getByText(hidden, { exact: true }).locator('visible=true')).toHaveCount(0);
  const [curve, panel] = await Promise.all(
    ['Loss', 'Heatmap'].map((name) => page.getByRole('region', { name, exact: true }).boundingBox()),
  );
  expect(curve!.width).toBeGreaterThan(0.4 * panel!.width);
});

test('every story works by keyboard', async ({ page }) => {
  await openWorkbench(page, { draft: { ...SMALL, steps: 200 } });
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('s');
  await expect(page.getByText('step 1/200')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Space');
  await expect(page.getByText(/step [2-9]\/200/)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Space');
  await expect(page.getByRole('status').getByText('Paused')).toBeVisible({ timeout: 60_000 });
  await heatmap(page).locator('[data-at="0,0"]').focus();
  await page.keyboard.press('ArrowRight');
  const cell = page.getByRole('complementary', { name: 'Cell' });
  await expect(cell).toContainText('German queries, English passages');
  await expect(cell.getByText('queries', { exact: true })).toBeVisible();
  await expect(cell).toContainText(
    /mAP with 95 % confidence: 0?\.\d+ to 0?\.\d+ \(bootstrap over \d+ queries\)/,
  );
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the main chunk holds no TensorFlow.js, and the page talks to its own origin only', async ({ page }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await openWorkbench(page);
  expect([...hosts].filter((host) => host !== '')).toHaveLength(1);
  const html = readFileSync(join(ROOT, 'dist/index.html'), 'utf8');
  const linked = readdirSync(join(ROOT, 'dist/assets')).filter(
    (file) => file.endsWith('.js') && html.includes(file),
  );
  expect(linked.length).toBeGreaterThan(0);
  for (const file of linked) {
    expect(readFileSync(join(ROOT, 'dist/assets', file), 'utf8')).not.toMatch(/tensorflow|registerKernel/i);
  }
});
