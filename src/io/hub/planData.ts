/** From the files that are picked of a data set to the plan of their download. */
import { IsoglotError } from '../../core/errors';
import {
  downloadPlan,
  MAX_PICK,
  type DataListing,
  type DownloadPlan,
  type PlannedFile,
} from '../../protocol/keptDownloads';
import { parseBy } from '../json';
import { downloadKey } from './downloadKey';
import { bytesOf } from './origin';

/** All files of a data set that are downloaded at once, together: as much as one file may have. */
export const MAX_DATA_BYTES = 2 ** 31;

/** What mends too much. */
export const PICK = 'Pick fewer of its files: organisation/name#folder, or with * for any characters.';

/**
 * The plan of a download.
 * @param paths Files of the listing.
 * @throws IsoglotError `bad-file` when there are none, or they are too large together.
 */
export async function planData(listing: DataListing, paths: readonly string[]): Promise<DownloadPlan> {
  const { name, licence } = listing;
  const files = listing.files.filter(({ path }) => paths.includes(path));
  if (files.length === 0) throw refused(name, 'no file is picked.', 'Pick those that are wanted.');
  const total = bytesOf({ files });
  if (total !== null && total > MAX_DATA_BYTES) {
    const what = `its files have ${total.toLocaleString('en')} bytes together, more than the ${MAX_DATA_BYTES.toLocaleString('en')} that can be read.`;
    throw refused(name, what, PICK);
  }
  const origin = originOf(listing, files);
  const version =
    origin.kind === 'hub'
      ? [origin.hub, 'datasets', origin.id, origin.commit, ...files.map(({ path }) => path).sort()]
      : ['file', origin.url];
  const key = await downloadKey(origin.kind === 'hub' ? origin.id : name, version.join(' '));
  return parseBy(downloadPlan, { key, name, origin, licence, files }, name, PICK);
}

/** Names the files where others are picked than would be taken by themselves. */
function originOf(listing: DataListing, files: readonly PlannedFile[]): DownloadPlan['origin'] {
  const { origin, chosen } = listing;
  const same = files.length === chosen.length && files.every(({ path }) => chosen.includes(path));
  if (origin.kind !== 'hub' || same) return origin;
  if (files.length === listing.files.length) return { ...origin, only: origin.only ?? '*' };
  const only = files.map(({ path }) => path).join(',');
  if (only.length <= MAX_PICK) return { ...origin, only };
  const what = `the names of the ${files.length} files that are picked are too long together to be noted.`;
  throw refused(listing.name, what, PICK);
}

export function refused(where: string, what: string, remedy: string): IsoglotError {
  return new IsoglotError({ code: 'bad-file', what, where, remedy });
}
