import { expect, test } from '@playwright/test';
import { button, openWorkbench, SMALL } from './workbench';

/** Put before the worker's own script: keeps every GPU device within reach of the test. */
const REMEMBER_DEVICES = `
  self.devices = [];
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    self.devices.push(device);
    return device;
  };
`;

test('a lost GPU is said, and the run goes on from its checkpoint on a new worker', async ({ page }) => {
  await page.route(/assets\/main-.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${REMEMBER_DEVICES}\n${await response.text()}` });
  });
  await openWorkbench(page, { backend: 'webgpu', draft: { ...SMALL, steps: 8, evaluateEvery: 2 } });
  await button(page, 'Train').click();
  await expect(page.getByText(/step [3-6]\/8/)).toBeVisible({ timeout: 120_000 });
  const [worker] = page.workers();
  await worker!.evaluate(() => {
    const { devices } = self as unknown as { devices: { destroy(): void }[] };
    devices.at(-1)!.destroy();
  });
  await expect(page.getByRole('alert')).toContainText('the run goes on from its last checkpoint', {
    timeout: 60_000,
  });
  await expect(page.getByRole('status').getByText('Finished')).toBeVisible({ timeout: 150_000 });
  await expect(page.getByText('step 8/8')).toBeVisible();
  await expect(page.getByText('measured at step 8')).toBeVisible();
});
