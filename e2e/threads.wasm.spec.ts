import { cpus } from 'node:os';
import { expect, test, type Page } from '@playwright/test';
import { historyEvent, result } from '../src/protocol';
import { button, exported, openWorkbench, SMALL, watchErrors } from './workbench';

/** Takes away what isolates the page, so that there is no shared memory and hence no thread but one. */
async function withoutIsolation(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
}

/** A run, as exported: threads, losses and gradient norms of its steps, scores at its end. */
async function train(page: Page): Promise<{ threads: number; numbers: unknown; milliseconds: number }> {
  await openWorkbench(page, { draft: { ...SMALL, batchSize: 32, steps: 20, evaluateEvery: 0 } });
  const start = performance.now();
  await button(page, 'Train').click();
  await expect(page.getByRole('status').getByText('Finished')).toBeVisible({ timeout: 120_000 });
  const milliseconds = performance.now() - start;
  const { backend, scores } = result.parse(JSON.parse((await exported(page, /Result/)).toString()));
  const lines = (await exported(page, /History/)).toString().trim().split('\n');
  const steps = lines.flatMap((line) => {
    const event = historyEvent.parse(JSON.parse(line));
    return event.type === 'step' ? [[event.loss, event.gradientNorm]] : [];
  });
  expect(steps).toHaveLength(20);
  return { threads: backend.threads, numbers: { steps, scores }, milliseconds };
}

test('all cores work, and no number depends on how many there are', async ({ page, context }, {
  annotations,
}) => {
  const errors = watchErrors(page);
  const shared = await train(page);
  expect(shared.threads).toBe(Math.min(8, cpus().length));
  expect(errors).toEqual([]);

  await page.evaluate(() => localStorage.clear());
  const other = await context.newPage();
  await withoutIsolation(other);
  const alone = await train(other);
  expect(alone.threads).toBe(1);
  expect(shared.numbers).toEqual(alone.numbers);
  for (const { threads, milliseconds } of [shared, alone])
    annotations.push({ type: 'time', description: `${threads} thread(s): ${milliseconds.toFixed(0)} ms` });
});
