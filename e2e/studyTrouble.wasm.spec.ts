import { expect, test, type Page } from '@playwright/test';
import { button, drop, openWorkbench, SMALL } from './workbench';

/** Two runs, long enough to be met in the middle. */
const grid = (name: string, steps: number) => ({
  schema: 'isoglot/study@1',
  name,
  base: {
    ...{ encoder: 'isoglot-nano', data: 'isoglot-qa', languages: ['de', 'en'] },
    ...{ evaluationLanguages: ['de', 'en'], sourceDomains: ['food', 'history'] },
    ...{ batchSize: 4, learningRate: 5e-4, steps, evaluateEvery: 0 },
  },
  strategies: [
    { name: 'X-X-mono', set: { strategy: 'X-X-mono' } },
    { name: 'X-Y', set: { strategy: 'X-Y' } },
  ],
  folds: [{ name: 'law', targetDomains: ['law'] }],
  seeds: [1],
});

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Study' });
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();
const shown = (page: Page, text: string | RegExp) => dialog(page).getByText(text).first();
const oneDone = (page: Page) => dialog(page).getByRole('cell', { name: 'done', exact: true }).first();
const soon = { timeout: 120_000 };

/** Drops a study on the page, checks it and starts it. */
async function start(page: Page, study: ReturnType<typeof grid>): Promise<void> {
  await drop(page, [{ name: 'study.json', content: JSON.stringify(study) }]);
  await press(page, 'Check');
  await expect(shown(page, /0 of 2 runs done/)).toBeVisible(soon);
  await press(page, 'Start');
}

/** Whoever comes back finds the study that was in sight. */
async function comeBack(page: Page): Promise<void> {
  await expect(page.getByText('measured before training')).toBeVisible(soon);
  await page.getByRole('button', { name: /^Study/ }).click();
}

test.use({ actionTimeout: 20_000 });

test('a second tab looks on, is refused, and takes over when the first is closed', async ({
  page,
  context,
}) => {
  await openWorkbench(page, { draft: SMALL });
  await start(page, grid('Two tabs', 90));
  await expect(shown(page, /step \d+\/90/)).toBeVisible(soon);

  const second = await context.newPage();
  await second.goto('/');
  await comeBack(second);
  await expect(shown(second, /goes on in another tab/)).toBeVisible(soon);
  await expect(dialog(second).getByRole('button', { name: 'Delete Two tabs and its runs' })).toBeDisabled();

  await page.close();
  await expect(dialog(second).getByRole('button', { name: 'Go on' })).toBeVisible(soon);
  await press(second, 'Go on');
  await expect(shown(second, 'All 2 runs are done.')).toBeVisible({ timeout: 200_000 });
});

test('a second tab that starts the same study is refused and then looks on', async ({ page, context }) => {
  const study = grid('Twice', 300);
  await openWorkbench(page, { draft: SMALL });
  const second = await context.newPage();
  await openWorkbench(second, { draft: SMALL });
  await drop(second, [{ name: 'study.json', content: JSON.stringify(study) }]);
  await press(second, 'Check');
  await expect(shown(second, /0 of 2 runs done/)).toBeVisible(soon);
  await start(page, study);
  await expect(shown(page, /step \d+\/300/)).toBeVisible(soon);
  await press(second, 'Start');
  await expect(shown(second, /goes on in another tab/)).toBeVisible(soon);
  await expect(dialog(second).getByRole('alert')).toContainText('Stop it there, or look on here.');
  await press(page, 'Stop');
  await expect(dialog(page).getByRole('button', { name: 'Go on' })).toBeVisible(soon);
  await expect(shown(page, /kept at step \d+\/300/)).toBeVisible();
  await expect(dialog(second).getByRole('button', { name: 'Go on' })).toBeVisible(soon);
});

test('a worker that dies in mid-study is replaced, and the runs that were done stay', async ({ page }) => {
  await page.addInitScript(() => {
    const Real = window.Worker;
    const workers: Worker[] = [];
    window.Worker = class extends Real {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        if (args[1]?.name === 'isoglot') workers.push(this);
      }
    };
    Object.assign(window, { workers });
  });
  await openWorkbench(page, { draft: SMALL });
  await start(page, grid('Crash', 120));
  await expect(oneDone(page)).toBeVisible(soon);
  await expect(shown(page, /step \d+\/120/)).toBeVisible(soon);
  await page.evaluate(() => {
    const { workers } = window as unknown as { workers: Worker[] };
    workers.at(-1)!.terminate();
    workers.at(-1)!.dispatchEvent(new ErrorEvent('error', { message: 'Out of memory' }));
  });
  await expect(shown(page, 'All 2 runs are done.')).toBeVisible({ timeout: 200_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByText(/the study goes on from its last checkpoint/)).toBeVisible();
});

test('a full disk in mid-study is waited out, with what is done kept', async ({ page, context, baseURL }) => {
  await openWorkbench(page, { draft: SMALL });
  const devtools = await context.newCDPSession(page);
  const origin = new URL(baseURL!).origin;
  await start(page, grid('Full', 40));
  await expect(oneDone(page)).toBeVisible(soon);
  await press(page, 'Pause');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // Chromium's IndexedDB believes for half a minute in the room that it last asked for.
  await page.waitForTimeout(32_000);
  await press(page, 'Go on');
  await expect(dialog(page).getByRole('alert')).toContainText('make room under Storage', soon);
  await expect(dialog(page).getByRole('button', { name: 'Go on' })).toBeVisible();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await press(page, 'Go on');
  await expect(shown(page, 'All 2 runs are done.')).toBeVisible(soon);
  await page.reload();
  await comeBack(page);
  await expect(shown(page, 'All 2 runs are done.')).toBeVisible(soon);
});

test('a reload in mid-run loses at most the steps since the last checkpoint', async ({ page }) => {
  await openWorkbench(page, { draft: SMALL });
  await start(page, grid('Reload', 90));
  await expect(shown(page, /step (2[6-9]|[3-8]\d)\/90/)).toBeVisible(soon);
  await page.reload();
  await comeBack(page);
  await expect(shown(page, /kept at step (2[5-9]|[3-8]\d)\/90/)).toBeVisible(soon);
  await press(page, 'Go on');
  await expect(shown(page, /step (2[6-9]|[3-9]\d)\/90/)).toBeVisible(soon);
  await press(page, 'Stop');
  await expect(dialog(page).getByRole('button', { name: 'Go on' })).toBeVisible(soon);
});

test('the bundled example opens from the dialog and is checked', async ({ page }) => {
  await openWorkbench(page, { draft: SMALL });
  await button(page, 'Study').click();
  await press(page, 'Open the example');
  // 3 strategies x 4 adaptations x 2 folds x 3 seeds
  await expect(shown(page, /^72 runs/)).toBeVisible();
  await expect(shown(page, /as its file says/)).toBeVisible();
  await press(page, 'Check');
  await expect(shown(page, /0 of 72 runs done\. The others take about/)).toBeVisible({ timeout: 200_000 });
  await expect(dialog(page).getByRole('row')).toHaveCount(73);
});
