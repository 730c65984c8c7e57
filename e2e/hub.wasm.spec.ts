import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { COMMIT, encoderContents, hubRepository } from '../src/io/testing/hubRepositories';
import { startHubServer, type HubServer } from '../src/io/testing/hubServer';
import { button, exported, openWorkbench, SMALL, watchErrors } from './workbench';

const NANO = 'public/encoders/isoglot-nano';
const ID = 'lab/nano';

let hub: HubServer;
test.beforeAll(async () => void (hub = await startHubServer()));
test.afterAll(() => hub.close());
test.beforeEach(async () => {
  hub.repositories.clear();
  hub.repositories.set(ID, await hubRepository(NANO, ID));
  hub.faults.clear();
  hub.log.length = 0;
});

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Encoder from a hub or an address' });
const storage = (page: Page) => page.getByRole('dialog', { name: 'Storage' });
const menu = (page: Page) => page.getByRole('button', { name: /^Encoder/ }).click();

async function lookUp(page: Page, place: string, revision = ''): Promise<void> {
  await menu(page);
  await button(page, 'From a hub or an address…').click();
  await dialog(page).getByLabel('Name on the hub, or address of a folder').fill(place);
  await dialog(page).getByLabel('Revision').fill(revision);
  await dialog(page).getByRole('button', { name: 'Look up' }).click();
}

/** The encoder on the bench after a download: the very files as bundled, so scores stand on the page again. */
const opened = async (page: Page, name: string) => {
  await expect(page.getByRole('button', { name: `Encoder: ${name}`, exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText('measured before training')).toBeVisible({ timeout: 60_000 });
};

const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

test('a plan, a download, a cancel, a reload, the rest of it, offline, and gone', async ({
  page,
  context,
}) => {
  const errors = watchErrors(page);
  await openWorkbench(page, { hub: hub.url });

  await test.step('nothing is asked before somebody asks', async () => {
    expect(hub.log).toEqual([]);
  });

  await test.step('the plan has commit, licence, sizes, and nothing is downloaded yet', async () => {
    await lookUp(page, `${ID}@v1`);
    const plan = dialog(page).getByRole('region', { name: 'Plan for nano' });
    await expect(plan).toContainText(COMMIT);
    await expect(plan).toContainText('mit');
    await expect(plan).toContainText('8.9 MB in 9 files');
    await plan.getByText('Files', { exact: true }).click();
    await expect(plan.getByRole('row', { name: 'model.safetensors 7.0 MB' })).toBeVisible();
    await axe(page);
    expect(hub.log.filter((line) => /safetensors|tokenizer/.test(line))).toEqual([]);
  });

  await test.step('one bar, and a cancel that keeps what came in', async () => {
    hub.faults.set('model.safetensors', { slow: 40, times: 1 });
    await dialog(page).getByRole('button', { name: 'Download 8.9 MB' }).click();
    const bar = dialog(page).getByRole('progressbar', { name: 'nano' });
    await expect(bar).toHaveCount(1);
    await expect(bar).toContainText(/[3-6]\.\d MB of 8\.9 MB · .*left/, { timeout: 30_000 });
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog(page).getByRole('button', { name: /^Go on: download \d\.\d MB$/ })).toBeVisible();
  });

  const kept = await test.step('a reload in the midst of it loses nothing either', async () => {
    hub.faults.set('model.safetensors', { slow: 40, times: 1 });
    await dialog(page)
      .getByRole('button', { name: /^Go on: download/ })
      .click();
    await expect(dialog(page).getByRole('progressbar')).toContainText(/[78]\.\d MB of 8\.9 MB/, {
      timeout: 30_000,
    });
    await page.reload();
    return 7_000_000 - 1_900_000;
  });

  await test.step('after that the storage page goes on with it, by a range', async () => {
    await expect(page.getByText('measured before training')).toBeVisible({ timeout: 60_000 });
    await menu(page);
    await button(page, 'Storage…').click();
    await expect(storage(page).getByRole('row', { name: /nano/ })).toContainText('in part');
    await axe(page);
    hub.log.length = 0;
    await storage(page).getByRole('button', { name: 'Go on with nano' }).click();
    await dialog(page)
      .getByRole('button', { name: /^Go on: download/ })
      .click();
    await opened(page, 'nano');
    const ranges = hub.log.filter((line) => line.startsWith('GET model.safetensors'));
    expect(ranges).toHaveLength(1);
    expect(Number(/bytes=(\d+)-$/.exec(ranges[0]!)?.[1])).toBeGreaterThan(kept);
  });

  await test.step('offline it opens from storage', async () => {
    await page.reload();
    await expect(page.getByText('measured before training')).toBeVisible({ timeout: 60_000 });
    hub.log.length = 0;
    await context.setOffline(true);
    await menu(page);
    await button(page, 'Open nano, kept in this browser').click();
    await opened(page, 'nano');
    await context.setOffline(false);
    expect(hub.log).toEqual([]);
    await menu(page);
    await expect(page.getByText(`${ID}@${COMMIT}`)).toBeVisible();
    await page.keyboard.press('Escape');
    // The command line finds the very same encoder by what the page exports.
    const file = JSON.parse((await exported(page, /Configuration/)).toString()) as { encoder: string };
    expect(file.encoder).toBe(`${ID}@${COMMIT}`);
    await menu(page);
    await page.getByRole('button', { name: /^Back to isoglot-nano/ }).click();
    await opened(page, 'isoglot-nano');
  });

  await test.step('deleted when asked twice, by keyboard', async () => {
    await menu(page);
    await button(page, 'Storage…').click();
    await storage(page).getByRole('button', { name: 'Delete nano' }).focus();
    await page.keyboard.press('Enter');
    await expect(storage(page).getByRole('button', { name: 'Yes, delete nano' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(storage(page).getByRole('button', { name: 'Delete nano' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(storage(page).getByRole('row', { name: /nano/ })).toHaveCount(0);
    const left = () =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('encoders');
        const names: string[] = [];
        for await (const name of folder.keys()) names.push(name);
        return names;
      });
    // "None yet" stands there for runs, too, so it tells nothing about encoders.
    await expect.poll(left).toEqual([]);
  });
  expect(errors).toEqual([]);
});

test('an address is the folder of an encoder, too, and is downloaded under a run', async ({ page }) => {
  for (const [path, bytes] of await encoderContents(NANO)) hub.plain.set(`/files/nano/${path}`, bytes);
  // The hub's own host would be taken for the hub.
  const address = `${hub.url.replace('127.0.0.1', 'localhost')}/files/nano`;
  await openWorkbench(page, { hub: hub.url, draft: { ...SMALL, steps: 2000 } });
  await button(page, 'Train').click();
  await expect(page.getByText(/step [1-9]\d*\/2,?000/)).toBeVisible({ timeout: 60_000 });
  await lookUp(page, address);
  await expect(dialog(page)).toContainText('not told by an address');
  await dialog(page).getByRole('button', { name: 'Download 8.9 MB' }).click();
  await expect(page.getByText('nano is downloaded and kept.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('status').getByText('Training')).toBeVisible();
  await button(page, 'Stop').click();
});

test('what goes wrong is said in the dialog, and leaves the bench as it was', async ({ page }) => {
  await openWorkbench(page, { hub: hub.url });
  const alert = dialog(page).getByRole('alert');
  await lookUp(page, 'lab/nothing');
  await expect(alert).toContainText('the hub has no such encoder');
  const again = async (place: string, revision = '') => {
    await dialog(page).getByLabel('Name on the hub, or address of a folder').fill(place);
    await dialog(page).getByLabel('Revision').fill(revision);
    await dialog(page).getByRole('button', { name: 'Look up' }).click();
  };
  await again(ID, 'v9');
  await expect(alert).toContainText('there is no revision "v9"');
  await again('no name at all');
  await expect(alert).toContainText('Write organisation/name');
  await again('http://127.0.0.1:9/x');
  await expect(alert).toContainText('cannot be reached');
  await again(ID);
  hub.faults.set('tokenizer.json', { corrupt: true, times: 1 });
  await dialog(page).getByRole('button', { name: 'Download 8.9 MB' }).click();
  await expect(alert).toContainText('the file was damaged on its way');
  await expect(alert).toContainText(`${ID}/tokenizer.json`);
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Encoder: isoglot-nano', exact: true })).toBeVisible();
  await expect(button(page, 'Train')).toBeEnabled();
});

test('a storage that is too small is said before the first byte, a full one in the midst', async ({
  page,
  context,
  baseURL,
}) => {
  await openWorkbench(page, { hub: hub.url });
  await lookUp(page, ID);
  const alert = dialog(page).getByRole('alert');
  const download = dialog(page).getByRole('button', { name: 'Download 8.9 MB' });
  await expect(download).toBeVisible();
  await page.evaluate(() => {
    const { storage } = navigator;
    const tell = storage.estimate.bind(storage);
    storage.estimate = async () => {
      storage.estimate = tell;
      return { usage: 5e6, quota: 6e6 };
    };
  });
  hub.log.length = 0;
  await download.click();
  await expect(alert).toContainText('it needs 9 MB more, and this browser has room for 1 MB');
  await expect(alert).toContainText('Delete encoders, data or runs under Storage');
  expect(hub.log).toEqual([]);

  // What the browser tells is not always what it gives.
  const devtools = await context.newCDPSession(page);
  const origin = new URL(baseURL!).origin;
  const { usage } = await page.evaluate(() => navigator.storage.estimate());
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage! + 4_000_000 });
  await download.click();
  await expect(alert).toContainText("could not be saved: the browser's storage for this page is full.");
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await dialog(page)
    .getByRole('button', { name: /^Go on: download/ })
    .click();
  await opened(page, 'nano');
});

test('two tabs do not download the same encoder at once', async ({ page, context }) => {
  await openWorkbench(page, { hub: hub.url });
  const other = await context.newPage();
  await openWorkbench(other, { hub: hub.url });
  hub.faults.set('model.safetensors', { slow: 40, times: 1 });
  await lookUp(page, ID);
  await dialog(page).getByRole('button', { name: 'Download 8.9 MB' }).click();
  await expect(dialog(page).getByRole('progressbar')).toContainText(/[2-6]\.\d MB of/, { timeout: 30_000 });
  await lookUp(other, ID);
  await dialog(other)
    .getByRole('button', { name: /^(Go on: d|D)ownload/ })
    .click();
  await expect(dialog(other).getByRole('alert')).toContainText('is being downloaded already');
  await other.close();
  await opened(page, 'nano');
});
