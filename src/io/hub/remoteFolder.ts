import { IsoglotError } from '../../core/errors';
import type { Origin, PlannedFile } from '../../protocol/keptDownloads';
import { fileUrl } from './origin';
import { placeOf, reach, silent, type Reach } from './reach';

/** A folder of an encoder on a hub or a web server, before anything of it is downloaded. */
export interface RemoteFolder {
  /** Id or address, for messages. */
  place: string;
  origin: Origin;
  licence: string | null;
  /** What is known of a file; null when it is not there. */
  stat(path: string): Promise<PlannedFile | null>;
}

/** A description of an encoder is small; what is larger is something else. */
const MAX_DESCRIPTION_BYTES = 16 * 2 ** 20;

/**
 * A small file that describes the encoder.
 * @throws IsoglotError `network` when it cannot be had, `bad-file` when it is far too large.
 */
export async function readDescription(folder: RemoteFolder, path: string, how: Reach): Promise<Uint8Array> {
  const url = fileUrl(folder.origin, path);
  const subject = { place: folder.place, file: path };
  const response = await reach(url, {}, subject, how);
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length <= MAX_DESCRIPTION_BYTES) return bytes;
  } catch (cause) {
    throw silent(cause, url, subject, how.signal);
  }
  throw new IsoglotError({
    code: 'bad-file',
    what: 'the file is far too large to describe an encoder.',
    where: placeOf(subject),
    remedy: 'Check the address: it is that of the folder with config.json.',
  });
}
