import { expect, test } from '@playwright/test';
import { result } from '../src/protocol';
import { button, exported, openWorkbench, SMALL } from './workbench';

test('a full storage is said, the run goes on and can be exported', async ({ page, context, baseURL }) => {
  await openWorkbench(page, { draft: { ...SMALL, steps: 4 } });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, quotaSize: 1 });
  await button(page, 'Train').click();
  await expect(page.getByRole('status').getByText('Finished')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/storage for this page is full/).first()).toBeVisible();
  await expect(page.getByText(/Delete runs in the table of runs/).first()).toBeVisible();
  expect(result.parse(JSON.parse((await exported(page, /Result/)).toString())).steps).toBe(4);
});
