import { IsoglotError } from '../../core/errors';
import type { PlannedFile } from '../../protocol/keptDownloads';
import { reach, type Reach, type Subject } from './reach';
import type { RemoteFolder } from './remoteFolder';

/** Servers that know no HEAD are asked for the file's first byte. */
const HEAD_UNKNOWN = new Set([400, 403, 405, 501]);
/** Object stores answer 403 for a file that is not there. */
const ABSENT = new Set([403, 404, 410]);

/**
 * A folder that a plain web server offers. It has no list of files: each is asked for by its name.
 * @param url Ends in `/`.
 */
export function openAddressFolder(url: string, how: Reach): RemoteFolder {
  return {
    place: url,
    origin: { kind: 'address', url },
    licence: null,
    stat: (path) => statAddress(new URL(path, url), { place: url, file: path }, path, how),
  };
}

/**
 * What a web server tells of a file; null when there is none.
 * @param path The path that the file gets here.
 * @throws IsoglotError as `reach`.
 */
export async function statAddress(
  url: URL,
  subject: Subject,
  path: string,
  how: Reach,
): Promise<PlannedFile | null> {
  const response = await ask(url, subject, how);
  if (!response) return null;
  await response.body?.cancel();
  // A server of single pages answers every name with its page.
  if (response.headers.get('content-type')?.startsWith('text/html')) return null;
  const validator = response.headers.get('etag') ?? response.headers.get('last-modified');
  return { path, size: sizeIn(response), sha256: null, gitOid: null, validator };
}

/** Null when the file is not there. */
async function ask(url: URL, subject: Subject, how: Reach): Promise<Response | null> {
  try {
    try {
      return await reach(url, { method: 'HEAD' }, subject, how);
    } catch (error) {
      if (!HEAD_UNKNOWN.has(statusOf(error))) throw error;
      return await reach(url, { headers: { Range: 'bytes=0-0' } }, subject, how);
    }
  } catch (error) {
    if (ABSENT.has(statusOf(error))) return null;
    throw error;
  }
}

function statusOf(error: unknown): number {
  const answer = error instanceof IsoglotError ? error.cause : null;
  return answer instanceof Response ? answer.status : 0;
}

/** Bytes of the whole file, as far as the answer tells; a packed answer says nothing about what will come out. */
function sizeIn(response: Response): number | null {
  const { headers } = response;
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') return null;
  const text =
    response.status === 206 ? headers.get('content-range')?.split('/')[1] : headers.get('content-length');
  const size = Number(text || NaN);
  return Number.isSafeInteger(size) && size >= 0 ? size : null;
}
