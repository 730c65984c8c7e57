import { existsSync, readdirSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryPath } from './fixtures';
import { startBackend } from '../backend';
import { enableRelaxedSimd } from '../simd/node';
import type { BackendOptions } from '../backend';
import type { BackendSummary } from '../../protocol';

/** Starts a backend in Node for tests and benches; an error of the GPU is thrown out of whatever runs. */
export async function startTestBackend(
  requested: 'cpu' | 'wasm' | 'webgpu',
  { variant, selfTest = false }: Pick<BackendOptions, 'variant' | 'selfTest'> = {},
): Promise<BackendSummary> {
  if (requested === 'webgpu') await installWebGpu();
  enableRelaxedSimd();
  return startBackend({
    requested,
    variant,
    selfTest,
    wasmPaths: repositoryPath('node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/'),
    onFatal: ({ what }) => {
      throw new Error(what);
    },
  });
}

/** Puts Dawn's WebGPU (npm package `webgpu`) into Node, on the software adapter that comes with Chromium. */
async function installWebGpu(): Promise<void> {
  if ((globalThis.navigator as Navigator | undefined)?.gpu) return;
  const driver = process.env['VK_ICD_FILENAMES'] ?? findSoftwareDriver();
  process.env['VK_ICD_FILENAMES'] = driver;
  keepLoaded(join(dirname(driver), 'libvulkan.so.1'));
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
}

/** glibc's RTLD_NODELETE. */
const NEVER_UNLOAD = 0x1000;

/**
 * Dawn looks for the Vulkan loader by its bare name; many machines have none but Chromium's own. Once loaded by its
 * path it is found by its name too. Node calls it "no add-on", which it isn't, after loading it.
 */
function keepLoaded(library: string): void {
  if (!existsSync(library)) return;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | NEVER_UNLOAD);
  } catch (error) {
    if (!String(error).includes('did not self-register')) throw error;
  }
}

const DRIVER = 'vk_swiftshader_icd.json';

function findSoftwareDriver(): string {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache/ms-playwright');
  const downloaded = existsSync(cache) ? readdirSync(cache) : [];
  const folders = [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/usr/lib64/chromium-browser',
    '/opt/google/chrome',
    ...downloaded.flatMap((name) => [join(cache, name, 'chrome-linux'), join(cache, name, 'chrome-linux64')]),
  ];
  const driver = folders.map((folder) => join(folder, DRIVER)).find((path) => existsSync(path));
  if (driver) return driver;
  throw new Error(
    `The WebGPU tests need Chromium's software GPU driver (${DRIVER}), which was not found. Install Chromium ` +
      '("apt-get install chromium" or "npx playwright install chromium"), or set VK_ICD_FILENAMES to that file.',
  );
}
