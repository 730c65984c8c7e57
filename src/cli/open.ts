import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { IsoglotError } from '../core/errors';
import { startBackend } from '../engine/backend';
import { enableRelaxedSimd } from '../engine/simd/node';
import {
  readDataMaterial,
  readEncoderMaterial,
  withMoreData,
  type DataMaterial,
  type EncoderMaterial,
} from '../experiment/materials';
import { looksLikeDataId } from '../io/hub/dataPlace';
import { looksLikeAddress, looksLikeHubId } from '../io/hub/place';
import { readDirectory } from '../io/nodeFiles';
import type { BackendRequest, BackendSummary, Configuration, DataFormat } from '../protocol';
import { obtainDataByName, obtainEncoderByName } from './obtain';
import type { ProgressLine } from './progress';

/** Where the product lies: the built command stands in `dist-cli/`. */
const ROOT = resolve(import.meta.dirname, '..');

/** A bundled name, or a path. Bundled encoders and data lie under `public/`. */
function locate(folder: 'encoders' | 'data', name: string): string {
  const bundled = join(ROOT, 'public', folder, name);
  return /^[\w-]+$/.test(name) && !existsSync(name) && existsSync(bundled) ? bundled : name;
}

/**
 * An encoder by its bundled name or path; what is no path and looks like one of a hub, or an address, is downloaded.
 * @throws IsoglotError
 */
export async function openEncoder(name: string, progress: ProgressLine): Promise<EncoderMaterial> {
  const path = locate('encoders', name);
  if (!existsSync(path) && (looksLikeAddress(name) || looksLikeHubId(name)))
    return obtainEncoderByName(name, progress);
  const files = await readDirectory(path);
  if (!files[0]!.path.includes('/')) {
    throw new IsoglotError({
      code: 'bad-encoder',
      what: 'This is a file, not the folder of an encoder.',
      where: path,
      remedy: 'Give the folder that holds modules.json and model.safetensors.',
    });
  }
  return readEncoderMaterial(files);
}

/**
 * Data by their bundled name or path; what is no path and looks like those of a hub, or an address, is downloaded.
 * @throws IsoglotError
 */
export async function openData(
  name: string,
  format: DataFormat,
  progress: ProgressLine,
): Promise<DataMaterial> {
  const path = locate('data', name);
  if (!existsSync(path) && (looksLikeAddress(name) || looksLikeDataId(name)))
    return obtainDataByName(name, format, progress);
  return readDataMaterial(await readDirectory(path), format);
}

/**
 * The data of a configuration, further data sets included, and the configuration with where they were found.
 * @throws IsoglotError
 */
export async function openAllData<C extends Pick<Configuration, 'data' | 'format' | 'moreData'>>(
  asked: C,
  progress: ProgressLine,
): Promise<{ data: DataMaterial; configuration: C }> {
  const main = await openData(asked.data, asked.format, progress);
  const more: DataMaterial[] = [];
  for (const { data, format } of asked.moreData) more.push(await openData(data, format, progress));
  const configuration = {
    ...asked,
    data: main.summary.source ?? asked.data,
    moreData: asked.moreData.map((one, i) => ({ ...one, data: more[i]!.summary.source ?? one.data })),
  };
  return { data: withMoreData(main, more), configuration };
}

/**
 * Starts a backend in Node. WebGPU comes from the optional package `webgpu` (Dawn).
 * @throws IsoglotError 'backend'
 */
export async function openBackend(requested: BackendRequest): Promise<BackendSummary> {
  if (requested === 'webgpu') await provideWebGpu();
  enableRelaxedSimd();
  const summary = await startBackend({
    requested: requested === 'auto' ? 'wasm' : requested,
    wasmPaths: `${import.meta.dirname}/`,
    onFatal: (problem) => {
      process.stderr.write(`${new IsoglotError(problem).message}\n`);
      process.exit(1);
    },
  });
  if (requested !== 'auto') return summary;
  return { ...summary, requested, reason: 'WebAssembly is the default of the command line' };
}

async function provideWebGpu(): Promise<void> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
  } catch (cause) {
    throw new IsoglotError(
      {
        code: 'backend',
        what: 'WebGPU in Node needs the package "webgpu", which could not be loaded.',
        where: '--backend webgpu',
        remedy: 'Run npm install, or use --backend wasm.',
      },
      { cause },
    );
  }
}

/** Name of what a path points at, for messages. */
export const nameOf = (path: string) => basename(resolve(path));
