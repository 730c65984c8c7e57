import { downloadEncoder, type DownloadOptions } from '../io/hub/downloadEncoder';
import type { EncoderCache } from '../io/storage/encoderCache';
import { bytesOf, sourceOf } from '../io/hub/origin';
import type { EncoderPlan, ProgressEvent } from '../protocol';
import { readEncoderMaterial, type EncoderMaterial } from './materials';
import { progressOf } from './progress';

/** Downloads an encoder into the cache with one progress for all its files. @throws IsoglotError as the download. */
export async function* obtainEncoder(
  plan: EncoderPlan,
  cache: EncoderCache,
  options: DownloadOptions = {},
): AsyncGenerator<ProgressEvent, void> {
  const kept = await cache.progress(plan);
  const from = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const total = bytesOf(plan);
  const progress = progressOf(`download:${plan.key}`, plan.name, 'bytes', from);
  yield progress(from, total);
  for await (const bytes of downloadEncoder(plan, cache, options)) yield progress(bytes, total);
}

/**
 * Reads a kept encoder, without any network.
 * @throws IsoglotError `storage` when it is not kept whole, else as `readEncoderMaterial`.
 */
export async function readKeptEncoder(cache: EncoderCache, key: string): Promise<EncoderMaterial> {
  const { plan, files } = await cache.open(key);
  const material = await readEncoderMaterial(files);
  const commit = plan.origin.kind === 'hub' ? plan.origin.commit : null;
  const summary = { ...material.summary, source: sourceOf(plan.origin) };
  return { ...material, summary: { ...summary, revision: commit ?? summary.revision } };
}
