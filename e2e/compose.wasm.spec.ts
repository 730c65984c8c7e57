import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { button, openWorkbench, SMALL } from './workbench';

const radio = (page: Page, group: string, name: string) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true });
const draftOf = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('isoglot.draft') ?? '{}') as Record<string, unknown>);
const kinds = (page: Page) => page.getByRole('listbox', { name: /^Batch \d+, / });

test('composes every new strategy by keyboard alone, and the preview follows', async ({ page }) => {
  await openWorkbench(page, { draft: { ...SMALL, steps: 12 } });
  const grid = page.getByRole('grid', { name: 'Weights of query language and passage language' });

  await test.step('a matrix of weights', async () => {
    await radio(page, 'Batch strategy', 'hybrid').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(radio(page, 'Batch strategy', 'matrix')).toBeChecked();
    await expect(
      grid.getByRole('gridcell', { name: 'German queries, English passages: weight 1' }),
    ).toBeVisible();
    // Tab leads from the strategy into the grid; arrows walk it, digits weigh, delete clears.
    await page.keyboard.press('Tab');
    await expect(
      grid.getByRole('gridcell', { name: 'German queries, German passages: weight 0' }),
    ).toBeFocused();
    await page.keyboard.press('5');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(
      grid.getByRole('gridcell', { name: 'English queries, German passages: weight 5' }),
    ).toBeFocused();
    await page.keyboard.press('Delete');
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await expect
      .poll(async () => (await draftOf(page)).pairWeights)
      .toEqual({
        ...{ 'de-de': 5, 'de-en': 1, 'de-zh': 1, 'zh-de': 1, 'zh-en': 1 },
      });
    await expect(kinds(page).first()).toHaveAccessibleName(/mixed|mono|cross/);
  });

  await test.step('no weight at all: the preview says why there are no batches', async () => {
    await button(page, 'Clear').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('No pair of languages has a weight above 0')).toBeVisible();
    await button(page, 'As X-X').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('8 mono, 0 cross')).toBeVisible();
  });

  await test.step('shares within a batch, whole questions', async () => {
    await radio(page, 'Batch strategy', 'matrix').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(grid).toBeHidden();
    await expect(page.getByText('8 mixed')).toBeVisible();
    const share = page.getByRole('slider', { name: /Cross-lingual share/ });
    await share.focus();
    await page.keyboard.press('End');
    await expect(page.getByText('0 mono, 8 cross')).toBeVisible();
    await radio(page, 'Batch strategy', 'within').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(radio(page, 'Batch strategy', 'parallel')).toBeChecked();
    await expect(share).toBeHidden();
  });

  await test.step('alpha over the run, and code-switched queries', async () => {
    await radio(page, 'Batch strategy', 'parallel').focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: /^More/ }).focus();
    await page.keyboard.press('Enter');
    await radio(page, 'Alpha over the run', 'constant').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(
      page.getByRole('img', { name: 'Alpha 1.00 at first, .50 half way, .00 at last' }),
    ).toBeVisible();
    await page.getByRole('button', { name: /^Sampling/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Code-switched, share').fill('1');
    await page.keyboard.press('Enter');
    await kinds(page).first().focus();
    await expect(page.getByText(/switched after \d+ % of its tokens/)).toBeAttached();
    await expect.poll(() => draftOf(page)).toMatchObject({ alphaSchedule: 'curriculum', codeSwitch: 1 });
  });
});

test('adds and removes terms of adaptation by keyboard, and axe finds no violation with all folds open', async ({
  page,
}) => {
  await openWorkbench(page, { draft: { ...SMALL, strategy: 'ratio' } });
  const add = page.getByRole('button', { name: 'Add a term to the loss' });
  await page.getByRole('button', { name: /^Domain adaptation/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(add).toBeFocused();
  for (const term of ['Cropping', 'Inverse cloze']) {
    await page.keyboard.press('Enter');
    // What has been added is passed over: the term is the first that is left.
    await expect(page.getByRole('menuitem', { name: term })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: term })).toBeVisible();
    await expect(add).toBeFocused();
    await expect(add).toBeInViewport({ ratio: 0.9 });
  }
  await button(page, 'Remove Cropping').focus();
  await page.keyboard.press('Enter');
  await expect(add).toBeFocused();
  await expect.poll(async () => (await draftOf(page)).adaptation).toMatchObject([{ kind: 'inverse-cloze' }]);
  for (const name of [/^More/, /^Hard negatives/, /^Best encoder/, /^Sampling/, /^What is trained/])
    await page.getByRole('button', { name }).press('Enter');
  const { violations } = await new AxeBuilder({ page }).include('section').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test('paints weights with the pointer, and holds what a run draws against what was asked', async ({
  page,
}) => {
  await openWorkbench(page, {
    draft: { ...SMALL, strategy: 'matrix', pairWeights: { 'de-en': 1 }, steps: 6, evaluateEvery: 0 },
  });
  const cell = (query: string, passage: string, weight: number) =>
    page.getByRole('gridcell', { name: `${query} queries, ${passage} passages: weight ${weight}` });
  await cell('German', 'German', 0).hover();
  await page.mouse.down();
  await cell('English', 'German', 0).hover();
  await cell('English', 'English', 0).hover();
  await page.mouse.up();
  await expect(cell('English', 'English', 1)).toBeVisible();
  await expect
    .poll(async () => (await draftOf(page)).pairWeights)
    .toEqual({ 'de-en': 1, 'de-de': 1, 'en-de': 1, 'en-en': 1 });
  // One stroke is one change.
  await button(page, 'Undo').click();
  await expect.poll(async () => (await draftOf(page)).pairWeights).toEqual({ 'de-en': 1 });

  await button(page, 'Train').click();
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Drawn beside asked' }).click();
  const table = page.getByRole('table', { name: 'Drawn beside asked' });
  // Six batches of four pairs, all of them German queries.
  await expect(table.getByRole('row', { name: 'German 24 100 % 100 % 24–24' })).toBeVisible();
  await expect(table.getByRole('row', { name: 'cross 6 100 % 100 % 6–6' })).toBeVisible();
});
