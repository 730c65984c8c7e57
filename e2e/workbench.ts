import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { configuration, type Configuration } from '../src/protocol';

export const ROOT = join(import.meta.dirname, '..');

/** Small enough for a software GPU: 2 languages evaluated on one held-out domain (140 texts), 4 pairs a step. */
export const SMALL: Configuration = configuration.parse({
  schema: 'isoglot/configuration@1',
  name: 'Small',
  languages: ['de', 'en', 'zh'],
  evaluationLanguages: ['de', 'en'],
  sourceDomains: ['food', 'history'],
  targetDomains: ['law'],
  batchSize: 4,
  steps: 10,
  learningRate: 5e-4,
  evaluateEvery: 5,
  seed: 3,
});

interface OpenOptions {
  draft?: Configuration;
  /** Forced in the page's address; the webgpu project forces WebGPU, since auto rightly avoids software adapters. */
  backend?: 'webgpu' | 'wasm' | 'cpu';
  /** Address of a hub other than the usual one. */
  hub?: string;
}

/** Opens the page as a returning visitor whose experiment is already composed, and waits for the first scores. */
export async function openWorkbench(
  page: Page,
  { draft = SMALL, ...named }: OpenOptions = {},
): Promise<void> {
  await page.addInitScript((text) => {
    if (!localStorage.getItem('isoglot.draft')) localStorage.setItem('isoglot.draft', text);
  }, JSON.stringify(draft));
  await page.goto(`/?${new URLSearchParams(named).toString()}`);
  await expect(page.getByText('measured before training')).toBeVisible({ timeout: 120_000 });
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

export const heatmap = (page: Page) => page.getByRole('table', { name: 'mAP by query and passage language' });

/** Every number of the heatmap, row by row. */
export async function heatmapNumbers(page: Page): Promise<string[]> {
  return heatmap(page).getByRole('cell').allInnerTexts();
}

/** Drops files of the disk, or made up, on the window. */
export async function drop(
  page: Page,
  files: (string | { name: string; content: string | Buffer })[],
): Promise<void> {
  const loaded = files.map((file) =>
    typeof file === 'string'
      ? { name: basename(file), base64: readFileSync(join(ROOT, file)).toString('base64') }
      : { name: file.name, base64: Buffer.from(file.content).toString('base64') },
  );
  const transfer = await page.evaluateHandle((items) => {
    const data = new DataTransfer();
    for (const { name, base64 } of items) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, loaded);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Downloads what an item of the export menu gives, as text. */
export async function exported(page: Page, item: string | RegExp): Promise<Buffer> {
  await button(page, 'Export').click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  return readFileSync(await (await download).path());
}

/** Fails the test on anything that the page complains about by itself. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** The backend that a project is about. */
export const backendOf = (project: string) => (project === 'webgpu' ? 'webgpu' : undefined);
