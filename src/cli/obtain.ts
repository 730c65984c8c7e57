import { join } from 'node:path';
import { IsoglotError } from '../core/errors';
import { obtainFiles, readKeptData, readKeptEncoder } from '../experiment/keptDownload';
import type { DataMaterial, EncoderMaterial } from '../experiment/materials';
import { drain } from '../experiment/progress';
import { parseDataPlace, type DataPlace } from '../io/hub/dataPlace';
import { listData } from '../io/hub/listData';
import { bytesOf, sourceOf } from '../io/hub/origin';
import { DEFAULT_HUB, parsePlace, type EncoderPlace } from '../io/hub/place';
import { planData } from '../io/hub/planData';
import { planEncoder } from '../io/hub/planEncoder';
import { cacheFolder, openNodeTree } from '../io/nodeTree';
import { createDownloadCache, type DownloadCache } from '../io/storage/downloadCache';
import type { DataFormat, DownloadPlan, KeptDownload } from '../protocol';
import type { ProgressLine } from './progress';

const COMMIT = /^[0-9a-f]{40}$/;

/**
 * An encoder of a hub or an address: downloaded into the cache folder unless it is there.
 * @param name `organisation/name`, with `@revision` if wanted, or an address.
 * @throws IsoglotError
 */
export async function obtainEncoderByName(name: string, progress: ProgressLine): Promise<EncoderMaterial> {
  const hub = hubAddress(process.env.ISOGLOT_HUB);
  const place = parsePlace(name, null, hub);
  const { cache, key } = await obtain('encoders', place, hub, () => planEncoder(place, hub), progress);
  return readKeptEncoder(cache, key);
}

/**
 * Data of a hub or an address: downloaded into the cache folder unless they are there.
 * @param name `organisation/name`, with `@revision` and `#files` if wanted, or the address of a file.
 * @throws IsoglotError
 */
export async function obtainDataByName(
  name: string,
  format: DataFormat,
  progress: ProgressLine,
): Promise<DataMaterial> {
  const hub = hubAddress(process.env.ISOGLOT_HUB);
  const place = parseDataPlace(name, null, hub);
  const plan = async () => {
    const listing = await listData(place, hub);
    const left = listing.files.length - listing.chosen.length;
    if (left > 0)
      progress.say(`${left} files of training splits are left aside; with "${name}#*" they come, too`);
    return planData(listing, listing.chosen);
  };
  const { cache, key } = await obtain('data', place, hub, plan, progress);
  return readKeptData(cache, key, format);
}

async function obtain(
  what: 'encoders' | 'data',
  place: EncoderPlace | DataPlace,
  hub: string,
  plan: () => Promise<DownloadPlan>,
  progress: ProgressLine,
): Promise<{ cache: DownloadCache; key: string }> {
  const folder = join(cacheFolder(process.env), what);
  const cache = createDownloadCache(openNodeTree(folder));
  const kept = (await cache.list()).filter((one) => one.complete && isOf(one, place, hub));
  const pinned = kept.find((one) => isPinned(one, place));
  if (pinned) return { cache, key: pinned.key };
  const made = await planOrKept(plan, kept, progress);
  await download(made, cache, progress, folder);
  return { cache, key: made.key };
}

/** What is kept serves as well while nobody answers; that it may be an older one is said. */
async function planOrKept(
  plan: () => Promise<DownloadPlan>,
  kept: KeptDownload[],
  progress: ProgressLine,
): Promise<DownloadPlan> {
  try {
    return await plan();
  } catch (error) {
    const last = kept.sort((a, b) => (a.updated < b.updated ? 1 : -1))[0]?.plan;
    if (!(error instanceof IsoglotError && error.code === 'network' && last)) throw error;
    progress.say(`${error.what} What is kept is used: ${sourceOf(last.origin)}`);
    return last;
  }
}

async function download(
  plan: DownloadPlan,
  cache: DownloadCache,
  progress: ProgressLine,
  folder: string,
): Promise<void> {
  // Also where nothing is missing: under the name that was asked for it is found when nobody answers.
  await cache.begin(plan);
  const there = await cache.progress(plan);
  if ([...there.values()].every(({ done }) => done)) return;
  const kept = [...there.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const total = bytesOf(plan);
  const size = total === null ? 'of unknown size' : `${megabytes(total)} MB`;
  const licence = plan.licence === null ? '' : `, licence ${plan.licence}`;
  progress.say(
    `${sourceOf(plan.origin)}: ${plan.files.length} ${plan.files.length === 1 ? 'file' : 'files'}, ${size}${kept > 0 ? `, ${megabytes(kept)} MB kept already` : ''}${licence}`,
  );
  await drain(obtainFiles(plan, cache), progress.show);
  progress.say(`Kept in ${join(folder, plan.key)}`);
}

function isOf({ plan }: KeptDownload, place: EncoderPlace | DataPlace, hub: string): boolean {
  const origin = plan?.origin;
  if (place.kind !== 'hub') return origin?.kind === place.kind && origin.url === place.url;
  if (origin?.kind !== 'hub' || origin.hub !== hub || origin.id !== place.id) return false;
  if ((origin.only ?? null) !== ('only' in place ? place.only : null)) return false;
  const wanted = place.revision ?? 'main';
  return origin.revision === wanted || origin.commit === wanted;
}

/** A commit never changes: nobody has to be asked. */
function isPinned({ plan }: KeptDownload, place: EncoderPlace | DataPlace): boolean {
  return place.kind === 'hub' && COMMIT.test(place.revision ?? '') && plan?.origin.kind === 'hub';
}

/** @throws IsoglotError `bad-configuration` when the variable holds no address. */
function hubAddress(given: string | undefined): string {
  if (!given) return DEFAULT_HUB;
  if (/^https?:\/\/./.test(given) && URL.canParse(given)) return given.replace(/\/+$/, '');
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `"${given.slice(0, 100)}" is not the address of a hub.`,
    where: 'ISOGLOT_HUB',
    remedy: `Give an address such as ${DEFAULT_HUB}, or unset it.`,
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
