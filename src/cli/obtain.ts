import { join } from 'node:path';
import { IsoglotError } from '../core/errors';
import { obtainEncoder, readKeptEncoder } from '../experiment/keptEncoder';
import type { EncoderMaterial } from '../experiment/materials';
import { drain } from '../experiment/progress';
import { bytesOf, sourceOf } from '../io/hub/origin';
import { DEFAULT_HUB, parsePlace, type EncoderPlace } from '../io/hub/place';
import { planEncoder } from '../io/hub/planEncoder';
import { cacheFolder, openNodeTree } from '../io/nodeTree';
import { createEncoderCache, type EncoderCache } from '../io/storage/encoderCache';
import type { EncoderPlan, KeptEncoder } from '../protocol';
import type { ProgressLine } from './progress';

const COMMIT = /^[0-9a-f]{40}$/;

/**
 * An encoder of a hub or an address: downloaded into the cache folder unless it is there.
 * @param name `organisation/name`, with `@revision` if wanted, or an address.
 * @throws IsoglotError
 */
export async function obtainEncoderByName(name: string, progress: ProgressLine): Promise<EncoderMaterial> {
  const folder = join(cacheFolder(process.env), 'encoders');
  const cache = createEncoderCache(openNodeTree(folder));
  const hub = hubAddress(process.env.ISOGLOT_HUB);
  const place = parsePlace(name, null, hub);
  const kept = (await cache.list()).filter((one) => one.complete && isOf(one, place, hub));
  const pinned = kept.find((one) => isPinned(one, place));
  if (pinned) return readKeptEncoder(cache, pinned.key);
  const plan = await planOrKept(place, hub, kept, progress);
  await download(plan, cache, progress, folder);
  return readKeptEncoder(cache, plan.key);
}

/** What is kept serves as well while nobody answers; that it may be an older one is said. */
async function planOrKept(
  place: EncoderPlace,
  hub: string,
  kept: KeptEncoder[],
  progress: ProgressLine,
): Promise<EncoderPlan> {
  try {
    return await planEncoder(place, hub);
  } catch (error) {
    const last = kept.sort((a, b) => (a.updated < b.updated ? 1 : -1))[0]?.plan;
    if (!(error instanceof IsoglotError && error.code === 'network' && last)) throw error;
    progress.say(`${error.what} What is kept is used: ${sourceOf(last.origin)}`);
    return last;
  }
}

async function download(
  plan: EncoderPlan,
  cache: EncoderCache,
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
    `${sourceOf(plan.origin)}: ${plan.files.length} files, ${size}${kept > 0 ? `, ${megabytes(kept)} MB kept already` : ''}${licence}`,
  );
  await drain(obtainEncoder(plan, cache), progress.show);
  progress.say(`Kept in ${join(folder, plan.key)}`);
}

function isOf({ plan }: KeptEncoder, place: EncoderPlace, hub: string): boolean {
  const origin = plan?.origin;
  if (place.kind === 'address') return origin?.kind === 'address' && origin.url === place.url;
  if (origin?.kind !== 'hub' || origin.hub !== hub || origin.id !== place.id) return false;
  const wanted = place.revision ?? 'main';
  return origin.revision === wanted || origin.commit === wanted;
}

/** A commit never changes: nobody has to be asked. */
function isPinned({ plan }: KeptEncoder, place: EncoderPlace): boolean {
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
