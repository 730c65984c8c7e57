import { fileName } from '../io/files';
import { downloadFiles, type DownloadOptions } from '../io/hub/downloadFiles';
import type { DownloadCache } from '../io/storage/downloadCache';
import { bytesOf, sourceOf } from '../io/hub/origin';
import type { DataFormat, DownloadPlan, ProgressEvent } from '../protocol';
import {
  readDataMaterial,
  readEncoderMaterial,
  type DataMaterial,
  type EncoderMaterial,
  type Reading,
} from './materials';
import { progressOf } from './progress';

/** Downloads a plan into the cache with one progress for all its files. @throws IsoglotError as the download. */
export async function* obtainFiles(
  plan: DownloadPlan,
  cache: DownloadCache,
  options: DownloadOptions = {},
): AsyncGenerator<ProgressEvent, void> {
  const kept = await cache.progress(plan);
  const from = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const total = bytesOf(plan);
  const progress = progressOf(`download:${plan.key}`, plan.name, 'bytes', from);
  yield progress(from, total);
  for await (const bytes of downloadFiles(plan, cache, options)) yield progress(bytes, total);
}

/**
 * Reads a kept encoder, without any network.
 * @throws IsoglotError `storage` when it is not kept whole, else as `readEncoderMaterial`.
 */
export async function readKeptEncoder(cache: DownloadCache, key: string): Promise<EncoderMaterial> {
  const { plan, files } = await cache.open(key);
  const material = await readEncoderMaterial(files);
  const commit = plan.origin.kind === 'hub' ? plan.origin.commit : null;
  const summary = { ...material.summary, source: sourceOf(plan.origin) };
  return { ...material, summary: { ...summary, revision: commit ?? summary.revision } };
}

/**
 * Reads kept data as if they had been dropped, without any network: the files of a hub as a folder, one of an address by
 * itself.
 * @throws IsoglotError `storage` when they are not kept whole, else as `readDataMaterial`.
 */
export async function readKeptData(
  cache: DownloadCache,
  key: string,
  format: DataFormat,
  reading?: Reading,
): Promise<DataMaterial> {
  const { plan, files } = await cache.open(key);
  const alone = plan.origin.kind === 'file';
  const given = alone ? files.map((file) => ({ ...file, path: fileName(file.path) })) : files;
  const material = await readDataMaterial(given, format, reading);
  return { ...material, summary: { ...material.summary, source: sourceOf(plan.origin) } };
}
