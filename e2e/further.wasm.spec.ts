import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { COMMIT, offerData } from '../src/io/testing/hubRepositories';
import { startHubServer, type HubServer } from '../src/io/testing/hubServer';
import { button, drop, exported, openWorkbench, SMALL, watchErrors } from './workbench';

const ID = 'lab/own';
const DRAFT = { ...SMALL, languages: ['de', 'en'], steps: 4, evaluateEvery: 0 };
/** Twelve questions in German and English, each with its answer in both. */
const PAIRS = Array.from({ length: 12 }, (_, id) =>
  ['de', 'en'].map((language) =>
    JSON.stringify({ id, language, q: `${language} who is ${id}?`, p: `${language} number ${id} is here.` }),
  ),
)
  .flat()
  .join('\n');
const FILE = { name: 'own.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(PAIRS) };

let hub: HubServer;
test.use({ actionTimeout: 30_000 });
test.beforeAll(async () => void (hub = await startHubServer()));
test.afterAll(() => hub.close());
test.beforeEach(() => offerData(hub, ID, { 'own.jsonl': PAIRS }));

const part = (page: Page) => page.getByRole('group', { name: 'Further data sets' });
const set = (page: Page, name: string) => part(page).getByRole('region', { name, exact: true });
const unfold = (page: Page) => page.getByRole('button', { name: /^Also train on/ }).press('Enter');
const add = (page: Page) => button(page, 'Add a data set to train on');
const status = (page: Page, words: string) => page.getByRole('status').getByText(words, { exact: true });
const draftOf = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('isoglot.draft') ?? '{}') as typeof SMALL);

/** By keyboard: the way into a card, and a file from there. */
async function openFile(page: Page, way: string, file: typeof FILE): Promise<void> {
  await button(page, way).press('Enter');
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Open files…').press('Enter');
  await (await chooser).setFiles(file);
}

const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

test('a further set of own files is weighed, trained on, taken out and brought back, and opened again after a reload', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWorkbench(page, { draft: DRAFT });

  await test.step('added by keyboard, with its counts and its weight', async () => {
    await unfold(page);
    await openFile(page, 'Add a data set to train on', FILE);
    await expect(set(page, 'own')).toContainText('48 pairs: de 24, en 24');
    await set(page, 'own').getByLabel('Weight of own').fill('1000');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await draftOf(page)).moreData)
      .toMatchObject([{ data: 'own', weight: 1000 }]);
    await axe(page);
    await page.setViewportSize({ width: 390, height: 800 });
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(isWide).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('the batches to come and the memory of a step are of both', async () => {
    await page
      .getByRole('listbox', { name: /^Batch \d+, / })
      .first()
      .focus();
    await expect(page.getByText(/number \d+ is here/).first()).toBeVisible();
    await expect(page.getByText(/^about \d/)).toBeVisible();
  });

  await test.step('a file that cannot be read leaves everything as it was', async () => {
    await openFile(page, 'Add a data set to train on', {
      ...FILE,
      name: 'broken.jsonl',
      buffer: Buffer.from('{"q": "Who?", "p": "I."}\n{"q": "Who?"}\n'),
    });
    await expect(page.getByRole('alert')).toContainText('broken.jsonl');
    await expect(page.getByRole('alert')).toContainText('line 2');
    await expect(set(page, 'own')).toBeVisible();
    await page
      .getByRole('button', { name: /^Dismiss/ })
      .first()
      .click();
  });

  await test.step('other content under its name is refused', async () => {
    await openFile(page, 'Add a data set to train on', {
      ...FILE,
      buffer: Buffer.from(`${PAIRS}\n{"q": "a", "p": "b", "language": "de"}`),
    });
    await expect(page.getByRole('alert')).toContainText('Another data set of the name own');
    await page
      .getByRole('button', { name: /^Dismiss/ })
      .first()
      .click();
  });

  await test.step('taken out it is gone, and undo brings it back open', async () => {
    await button(page, 'Take out own').click();
    await expect(set(page, 'own')).toHaveCount(0);
    await button(page, 'Undo').click();
    await expect(set(page, 'own')).toContainText('48 pairs');
  });

  await test.step('a run trains on it and its result has its fingerprint', async () => {
    await button(page, 'Train').click();
    await expect(status(page, 'Finished')).toBeVisible({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Drawn beside asked' }).click();
    await expect(
      page.getByRole('table', { name: 'Drawn beside asked' }).getByRole('row', { name: /^further 1 1\d / }),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    const result = JSON.parse((await exported(page, /Result/)).toString()) as {
      moreData: { name: string; sha256: string }[];
    };
    expect(result.moreData).toEqual([
      expect.objectContaining({ name: 'own', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
  });

  await test.step('after a reload the page says what to open, and takes the same file', async () => {
    await page.reload();
    await expect(set(page, 'own')).toContainText('Not open', { timeout: 60_000 });
    await expect(page.getByText('The further data set own is not open.')).toBeVisible({ timeout: 60_000 });
    await axe(page);
    await openFile(page, 'Open own', FILE);
    await expect(set(page, 'own')).toContainText('48 pairs');
    expect((await draftOf(page)).moreData).toEqual([{ data: 'own', format: 'auto', weight: 1000 }]);
  });
  expect(errors).toEqual([]);
});

test('a further set of a hub is there again after a reload; a dropped configuration says what to open', async ({
  page,
}) => {
  await openWorkbench(page, { draft: DRAFT, hub: hub.url });
  const dialog = page.getByRole('dialog', { name: 'Data to train on, from a hub or an address' });

  await test.step('looked up, downloaded and added', async () => {
    await unfold(page);
    await add(page).click();
    await button(page, 'From a hub or an address…').click();
    await dialog.getByLabel('Name of a data set on the hub, or address of a file').fill(`${ID}@v1`);
    await dialog.getByRole('button', { name: 'Look up' }).click();
    await dialog.getByRole('button', { name: /^Download/ }).click();
    await expect(set(page, 'own')).toContainText('48 pairs', { timeout: 60_000 });
    // The data on the bench are what they were.
    await expect(page.getByRole('button', { name: 'Data: isoglot-qa', exact: true })).toBeVisible();
    expect((await draftOf(page)).moreData).toEqual([{ data: `${ID}@${COMMIT}`, format: 'auto', weight: 1 }]);
  });

  await test.step('after a reload it is open by itself', async () => {
    await page.reload();
    await expect(page.getByText('measured before training')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Also train on 1 further data set' })).toBeVisible({
      timeout: 60_000,
    });
    await button(page, 'Train').click();
    await expect(status(page, 'Finished')).toBeVisible({ timeout: 120_000 });
  });

  await test.step('a configuration of the command line names a file, and what comes with Isoglot', async () => {
    const named = [
      { data: 'data/own.jsonl', weight: 3 },
      { data: 'isoglot-qa', weight: 0.5 },
    ];
    await drop(page, [
      { name: 'configuration.json', content: JSON.stringify({ ...DRAFT, moreData: named }) },
    ]);
    await expect(page.getByText(/also trains on data\/own\.jsonl, which must be opened/)).toBeVisible();
    await expect(set(page, 'data/own.jsonl')).toContainText('Not open');
    await expect(set(page, 'isoglot-qa')).toContainText(/\d pairs: /, { timeout: 60_000 });
    await openFile(page, 'Open data/own.jsonl', FILE);
    await expect(set(page, 'own')).toContainText('48 pairs');
    expect((await draftOf(page)).moreData).toMatchObject([
      { data: 'own', weight: 3 },
      { data: 'isoglot-qa', weight: 0.5 },
    ]);
  });

  await test.step('files dropped on the part of the page are added, too', async () => {
    await button(page, 'Take out own').click();
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'more.jsonl'));
      return data;
    }, PAIRS);
    await part(page).dispatchEvent('drop', { dataTransfer: transfer });
    await expect(set(page, 'more')).toContainText('48 pairs');
    await expect(page.getByRole('button', { name: 'Data: isoglot-qa', exact: true })).toBeVisible();
  });
});
