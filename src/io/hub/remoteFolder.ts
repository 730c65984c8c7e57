import { IsoglotError } from '../../core/errors';
import type { EncoderOrigin, PlannedFile } from '../../protocol/keptEncoders';
import { placeOf, reach, silent, type Reach } from './reach';

/** A folder of an encoder on a hub or a web server, before anything of it is downloaded. */
export interface RemoteFolder {
  /** Id or address, for messages. */
  place: string;
  origin: EncoderOrigin;
  licence: string | null;
  /** What is known of a file; null when it is not there. */
  stat(path: string): Promise<PlannedFile | null>;
}

/** A description of an encoder is small; what is larger is something else. */
const MAX_DESCRIPTION_BYTES = 16 * 2 ** 20;

/** Where a file of an encoder lies. */
export function fileUrl(origin: EncoderOrigin, path: string): string {
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  if (origin.kind === 'address') return new URL(escaped, origin.url).href;
  return `${origin.hub}/${origin.id}/resolve/${origin.commit}/${escaped}`;
}

/** Id or address of an origin, for messages. */
export function placeOfOrigin(origin: EncoderOrigin): string {
  return origin.kind === 'hub' ? origin.id : origin.url;
}

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
