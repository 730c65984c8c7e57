import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { COMMIT, offerData } from '../src/io/testing/hubRepositories';
import { startHubServer, type HubServer } from '../src/io/testing/hubServer';
import { button, exported, openWorkbench, ROOT, watchErrors } from './workbench';

const ID = 'lab/own';
const MINI = 'fixtures/xquad-r-mini';
/** Long enough to be seen coming in. */
const PAIRS = Array.from({ length: 60 }, (_, id) =>
  JSON.stringify({ id, q: `Who is number ${id}?`, p: `Number ${id} is ${'very '.repeat(2500)}tall.` }),
).join('\n');

let hub: HubServer;
test.use({ actionTimeout: 30_000 });
test.beforeAll(async () => void (hub = await startHubServer()));
test.afterAll(() => hub.close());
test.beforeEach(() => {
  hub.faults.clear();
  hub.log.length = 0;
  offerData(hub, ID, {
    'de/train.de.jsonl': '{"q": "Wer?", "p": "Ich."}\n',
    'de/test.de.jsonl': '{"id": 1, "q": "Wer?", "p": "Sie."}\n',
    'en/test.en.jsonl': PAIRS,
  });
});

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Data from a hub or an address' });
const storage = (page: Page) => page.getByRole('dialog', { name: 'Storage' });
const menu = (page: Page) => page.getByRole('button', { name: /^Data:/ }).click();

async function again(page: Page, place: string): Promise<void> {
  await dialog(page).getByLabel('Name of a data set on the hub, or address of a file').fill(place);
  await dialog(page).getByRole('button', { name: 'Look up' }).click();
}

async function lookUp(page: Page, place: string): Promise<void> {
  await menu(page);
  await button(page, 'From a hub or an address…').click();
  await again(page, place);
}

const opened = async (page: Page, name: string, counts: string) => {
  await expect(page.getByRole('button', { name: `Data: ${name}`, exact: true })).toContainText(counts, {
    timeout: 60_000,
  });
  await expect(page.getByText('measured before training')).toBeVisible({ timeout: 60_000 });
};

const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

test('data of a hub: listed, picked, cancelled, gone on with, opened offline, deleted', async ({
  page,
  context,
}) => {
  const errors = watchErrors(page);
  await openWorkbench(page, { hub: hub.url });
  const card = dialog(page).getByRole('region', { name: 'Files of own' });

  await test.step('the list has licence and sizes, training splits unticked, and nothing is loaded', async () => {
    await lookUp(page, `${ID}@v1`);
    await expect(card).toContainText(COMMIT);
    await expect(card).toContainText('cc-by-4.0');
    await expect(card).toContainText('in 2 files of 3');
    await expect(card).toContainText('3 files of other kinds');
    await expect(card.getByRole('checkbox', { name: /train\.de\.jsonl/ })).not.toBeChecked();
    await expect(card.getByRole('checkbox', { name: /test\.de\.jsonl/ })).toBeChecked();
    await axe(page);
    expect(hub.log).toEqual([]);
  });

  await test.step('picked by filter, and by keyboard', async () => {
    await card.getByLabel('Show those with').fill('de/');
    await card.getByRole('button', { name: 'Pick none shown' }).click();
    await expect(card).toContainText('in 1 file of 3');
    await card.getByRole('checkbox', { name: /test\.de\.jsonl/ }).focus();
    await page.keyboard.press('Space');
    await expect(card).toContainText('in 2 files of 3');
    await page.setViewportSize({ width: 390, height: 800 });
    const wide = await dialog(page).evaluate((node) => node.scrollWidth > node.clientWidth);
    expect(wide).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('a cancel keeps what came in, and the rest comes by a range', async () => {
    hub.faults.set('en/test.en.jsonl', { slow: 150, times: 1 });
    await card.getByRole('button', { name: /^Download \d/ }).click();
    await expect(card.getByRole('progressbar')).toContainText(/(0\.[2-6] MB|[2-6]\d\d kB) of/, {
      timeout: 30_000,
    });
    await card.getByRole('button', { name: 'Cancel' }).click();
    hub.log.length = 0;
    await card.getByRole('button', { name: /^Download/ }).click();
    await opened(page, 'own', '2 languages · 1 domain · 61 queries · 61 candidates');
    expect(hub.log).toHaveLength(1);
    expect(hub.log[0]).toMatch(/^GET en\/test\.en\.jsonl bytes=[1-9]\d*-$/);
  });

  await test.step('the source stands in what is exported', async () => {
    const file = JSON.parse((await exported(page, /Configuration/)).toString()) as { data: string };
    expect(file.data).toBe(`${ID}@${COMMIT}`);
    const result = JSON.parse((await exported(page, /Result/)).toString()) as { data: { source: string } };
    expect(result.data.source).toBe(`${ID}@${COMMIT}`);
  });

  await test.step('offline they open from storage; deleted they are gone', async () => {
    await menu(page);
    await page.getByRole('button', { name: /^Back to isoglot-qa/ }).click();
    await opened(page, 'isoglot-qa', '11 languages');
    hub.log.length = 0;
    await context.setOffline(true);
    await menu(page);
    await button(page, 'Open own, kept in this browser').click();
    await opened(page, 'own', '61 queries');
    await context.setOffline(false);
    expect(hub.log).toEqual([]);
    await menu(page);
    await page.getByRole('button', { name: /^Back to isoglot-qa/ }).click();
    await opened(page, 'isoglot-qa', '11 languages');
    await menu(page);
    await button(page, 'Storage…').click();
    await expect(storage(page).getByRole('row', { name: /own/ })).toContainText('whole');
    await storage(page).getByRole('button', { name: 'Delete own' }).click();
    await storage(page).getByRole('button', { name: 'Yes, delete own' }).click();
    await expect(storage(page).getByRole('row', { name: /own/ })).toHaveCount(0);
  });
  expect(errors).toEqual([]);
});

test('data of an address, and what goes wrong', async ({ page }) => {
  const files = ['de', 'en'].map((language) => [
    `${language}.json`,
    readFileSync(join(ROOT, MINI, `${language}.json`)),
  ]);
  hub.plain.set('/sets/mini.zip', zipSync(Object.fromEntries(files) as Record<string, Uint8Array>));
  hub.plain.set('/sets/odd.json', new TextEncoder().encode('{"hello": 1}'));
  const at = (path: string) => `${hub.url.replace('127.0.0.1', 'localhost')}${path}`;
  await openWorkbench(page, { hub: hub.url });
  const alert = dialog(page).getByRole('alert');

  await lookUp(page, 'lab/nothing');
  await expect(alert).toContainText('the hub has no such data set');
  await again(page, `${ID}#fr`);
  await expect(alert).toContainText('none of its files that can be read is named by "fr"');
  await again(page, at('/sets/gone.zip'));
  await expect(alert).toContainText('there is no file at this address');
  await again(page, 'http://127.0.0.1:9/x.zip');
  await expect(alert).toContainText('cannot be reached');
  await axe(page);

  await again(page, at('/sets/mini.zip'));
  await dialog(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await opened(page, 'mini', '2 languages');
  await lookUp(page, at('/sets/odd.json'));
  await dialog(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(page.getByRole('alert')).toContainText('odd.json');
  await expect(page.getByRole('button', { name: 'Data: mini', exact: true })).toBeVisible();
});
