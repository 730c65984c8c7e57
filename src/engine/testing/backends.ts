import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryPath } from './fixtures';
import { startBackend } from '../backend';
import type { BackendSummary } from '../../protocol';

/** Starts a backend in Node for tests and benches; an error of the GPU is thrown out of whatever runs. */
export async function startTestBackend(requested: 'cpu' | 'wasm' | 'webgpu'): Promise<BackendSummary> {
  if (requested === 'webgpu') await installWebGpu();
  return startBackend({
    requested,
    wasmPaths: repositoryPath('node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/'),
    onFatal: ({ what }) => {
      throw new Error(what);
    },
  });
}

/** Puts Dawn's WebGPU (npm package `webgpu`) into Node, on the software adapter that comes with Chromium. */
async function installWebGpu(): Promise<void> {
  if ((globalThis.navigator as Navigator | undefined)?.gpu) return;
  // Read by the Vulkan loader when the module is loaded.
  process.env['VK_ICD_FILENAMES'] ??= findSoftwareDriver();
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
}

const DRIVER = 'vk_swiftshader_icd.json';

function findSoftwareDriver(): string {
  const browsers =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(process.env['HOME'] ?? '', '.cache/ms-playwright');
  const folders = [
    process.env['CHROMIUM_PATH'] && dirname(process.env['CHROMIUM_PATH']),
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/usr/lib64/chromium-browser',
    '/opt/google/chrome',
    ...(existsSync(browsers)
      ? readdirSync(browsers).flatMap((name) =>
          ['chrome-linux', 'chrome-linux64'].map((sub) => join(browsers, name, sub)),
        )
      : []),
  ];
  const found = folders
    .map((folder) => folder && join(folder, DRIVER))
    .find((path) => path && existsSync(path));
  if (!found)
    throw new Error(
      `The WebGPU tests need the software GPU driver of Chromium (${DRIVER}), which was not found. Install Chromium ` +
        '(e.g. "apt-get install chromium" or "npx playwright install chromium"), or set VK_ICD_FILENAMES to the file.',
    );
  return found;
}
