import { expect, test } from '@playwright/test';
import { configuration, historyEvent, result } from '../src/protocol';
import { backendOf, button, exported, heatmapNumbers, openWorkbench, SMALL, watchErrors } from './workbench';

/** The first experiment, from the page's first second to the exported figures; once on WebGPU, once without. */
test('load, compose, train, pause, resume, stop, watch, keep, export', async ({ page }, { project }) => {
  const errors = watchErrors(page);
  const backend = backendOf(project.name);
  // Big enough a batch on wasm that there is time to pause.
  await openWorkbench(page, { backend, draft: backend ? SMALL : { ...SMALL, batchSize: 24 } });

  await test.step('the page says what is loaded and what it runs on', async () => {
    await expect(page.getByRole('button', { name: /isoglot-nano/ })).toContainText('2 layers');
    await expect(page.getByRole('button', { name: /isoglot-qa/ })).toContainText('11 languages · 12 domains');
    const badge = page.getByRole('button', { name: /^Backend/ });
    await expect(badge).toContainText(backend === 'webgpu' ? 'WebGPU' : 'wasm');
    await expect(badge).toContainText(backend === 'webgpu' ? 'asked for WebGPU' : 'asked for auto');
  });

  const untouched = await heatmapNumbers(page);
  expect(untouched.filter((text) => /^\.\d{3}$/.test(text.trim())).length).toBeGreaterThanOrEqual(4);

  await test.step('compose: the preview follows the hybrid ratio', async () => {
    const preview = page.getByRole('region', { name: 'Next batches' });
    await expect(preview.getByText(/\d mono, \d cross/)).toBeVisible();
    await page.getByRole('slider', { name: /alpha/i }).press('End');
    await expect(preview.getByText('8 mono, 0 cross')).toBeVisible();
    await page.getByRole('slider', { name: /alpha/i }).press('Home');
    await expect(preview.getByText('0 mono, 8 cross')).toBeVisible();
    const seed = page.getByRole('textbox', { name: 'Seed' });
    await seed.fill('many');
    await seed.press('Tab');
    await expect(seed).toHaveValue('many');
    await seed.fill('5');
    await seed.press('Tab');
  });

  await test.step('train, pause, one step, resume', async () => {
    await button(page, 'Train').click();
    await expect(page.getByText(/step [1-9]\/10/)).toBeVisible({ timeout: 120_000 });
    await button(page, 'Pause').click();
    await expect(page.getByRole('status').getByText('Paused')).toBeVisible({ timeout: 60_000 });
    const paused = Number(
      /step (\d+)\/10/.exec(await page.getByRole('region', { name: 'Transport' }).innerText())![1],
    );
    await page.waitForTimeout(500);
    await expect(page.getByText(`step ${paused}/10`)).toBeVisible();
    await button(page, 'Step').click();
    await expect(page.getByText(`step ${paused + 1}/10`)).toBeVisible({ timeout: 60_000 });
    await expect(button(page, 'Train')).toBeVisible();
    await button(page, 'Train').click();
    await expect(page.getByRole('status').getByText('Finished')).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText('step 10/10')).toBeVisible();
  });

  await test.step('heatmap and language bias have changed', async () => {
    await expect(page.getByText('measured at step 10')).toBeVisible();
    expect(await heatmapNumbers(page)).not.toEqual(untouched);
    await page.getByText('change', { exact: true }).click();
    expect((await heatmapNumbers(page)).some((text) => /^[+−]\.\d{3}$/.test(text.trim()))).toBe(true);
    const bias = page.getByRole('region', { name: 'Language bias' });
    await expect(bias.getByText('step 10')).toBeVisible();
  });

  await test.step('what is exported parses by the schemas', async () => {
    const exportedResult = result.parse(JSON.parse((await exported(page, /Result/)).toString()));
    expect(exportedResult).toMatchObject({ steps: 10, seed: 5, backend: { used: backend ?? 'wasm' } });
    expect(exportedResult.before).not.toBeNull();
    const archive = await exported(page, /Trained encoder/);
    expect(archive.readUInt32LE(0)).toBe(0x04034b50);
    for (const file of ['modules.json', '1_Pooling/config.json', 'model.safetensors', 'README.md'])
      expect(archive.includes(`isoglot-encoder/${file}`), file).toBe(true);
    const lines = (await exported(page, /History/)).toString().trim().split('\n');
    const events = lines.map((line) => historyEvent.parse(JSON.parse(line)));
    expect(events.filter((event) => event.type === 'step').map(({ step }) => step)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'finished' });
    expect(configuration.parse(JSON.parse((await exported(page, /Configuration/)).toString())).alpha).toBe(0);
    expect((await exported(page, /SVG/)).toString()).toContain('<svg');
    expect((await exported(page, /Heatmap, CSV/)).toString().split('\r\n')[0]).toBe('query language,de,en');
    const long = (await exported(page, /Scores, CSV/)).toString();
    expect(long).toContain(',crosslingual,all,de,en,map,');
    expect((await exported(page, /Markdown/)).toString()).toContain('| Mo mAP |');
    expect((await exported(page, /LaTeX/)).toString()).toContain('\\toprule');
    expect((await exported(page, /Report, HTML/)).toString()).toMatch(/^<!doctype html>/i);
    expect((await exported(page, /TREC run/)).toString()).toMatch(/^\S+ Q0 \S+ 1 \S+ isoglot\n/);
    expect((await exported(page, /PNG/)).subarray(1, 4).toString()).toBe('PNG');
  });

  await test.step('a reload keeps the run', async () => {
    await page.reload();
    await expect(page.getByText('measured at step 10')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('status').getByText('Finished')).toBeVisible();
  });

  await test.step('stop ends a run early and keeps what it has', async () => {
    await expect(page.getByRole('button', { name: /isoglot-qa/ })).toContainText('11 languages');
    await button(page, 'Train').click();
    await expect(page.getByText(/step [1-9]\/10/)).toBeVisible({ timeout: 120_000 });
    await button(page, 'Stop').click();
    await expect(page.getByRole('status').getByText('Stopped')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Runs/ }).click();
    const runs = page.getByRole('dialog').getByRole('row');
    await expect(runs).toHaveCount(3);
  });
  expect(errors).toEqual([]);
});
