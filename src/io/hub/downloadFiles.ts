/** Downloads what a plan names, goes on where an earlier try ended, and checks every file. */
import { IsoglotError } from '../../core/errors';
import type { DownloadPlan, PlannedFile } from '../../protocol/keptDownloads';
import { MAX_FILE_BYTES } from '../files';
import type { DownloadCache } from '../storage/downloadCache';
import type { Appender } from '../storage/fileTree';
import { gitBlobId } from './gitBlobId';
import { fileUrl, holdsData, placeOfOrigin } from './origin';
import { placeOf, reach, silent, type Reach, type Subject } from './reach';

export interface DownloadOptions extends Reach {
  /** Milliseconds to wait before each new try after a break; its length is the number of tries. */
  waits?: readonly number[];
}

/** A line that drops comes back within seconds, or a person is asked. */
const WAITS = [500, 2000, 5000];

/**
 * Downloads a plan into the cache, file by file. Yields how many of its bytes are kept, again and again.
 * @throws IsoglotError `cancelled`, `network`, `storage-full`, `bad-encoder` (a file of it is gone) or `bad-file` (a file
 *   is not what the hub said, or one of data is gone). What came in is kept, and the next call goes on there; a damaged file is let go.
 */
export async function* downloadFiles(
  plan: DownloadPlan,
  cache: DownloadCache,
  { waits = WAITS, ...how }: DownloadOptions = {},
): AsyncGenerator<number, void> {
  await cache.begin(plan);
  const kept = await cache.progress(plan);
  let before = [...kept.values()].reduce((sum, { bytes, done }) => sum + (done ? bytes : 0), 0);
  for (const file of plan.files) {
    if (kept.get(file.path)!.done) continue;
    for (let tries = 0; ; tries++) {
      try {
        for await (const bytes of fetchFile(plan, file, cache, how)) yield before + bytes;
        break;
      } catch (error) {
        if (!(error instanceof IsoglotError && error.code === 'network') || tries >= waits.length)
          throw error;
        await pause(waits[tries]!, how.signal);
      }
    }
    before += (await checked(plan, file, cache, how.signal)).size;
    yield before;
  }
}

/** What is missing of one file. Yields the bytes that are kept of it. */
async function* fetchFile(
  plan: DownloadPlan,
  file: PlannedFile,
  cache: DownloadCache,
  how: Reach,
): AsyncGenerator<number, void> {
  const subject = subjectOf(plan, file);
  const length = exactLength(file);
  const have = length === null ? 0 : (await cache.progress(plan)).get(file.path)!.bytes;
  if (have > 0 && have === length) return;
  // Behind its end there is nothing to ask for: what is longer than it should be is begun anew.
  const offset = have > (length ?? 0) ? 0 : have;
  const url = fileUrl(plan.origin, file.path);
  const headers: Record<string, string> = offset > 0 ? { Range: `bytes=${offset}-` } : {};
  const response = await reach(url, { headers }, subject, how);
  // A server that knows no ranges sends the whole.
  const start = response.status === 206 ? offset : 0;
  refuseOtherRange(response, start, length, subject);
  const limit = length ?? MAX_FILE_BYTES;
  let writer: Appender | null = null;
  let at = start;
  try {
    writer = await cache.append(plan.key, file.path, start);
    for await (const bytes of chunks(response, url, subject, how.signal)) {
      if (at + bytes.length > limit) throw tooLong(subject, limit);
      await writer.write(bytes);
      at += bytes.length;
      yield at;
    }
  } finally {
    await writer?.close();
    // Ends the transfer where this was left early.
    await response.body?.cancel().catch(() => undefined);
  }
  if (length !== null && at < length) {
    const what = `the download stopped after ${at} of ${length} bytes.`;
    throw new IsoglotError({ code: 'network', what, where: placeOf(subject), remedy: AGAIN });
  }
}

const AGAIN = 'Download it again: it goes on where it stopped.';

/** No server packs these another time. */
const PACKED = /\.(safetensors|parquet|zip)$/i;

/**
 * Bytes that a file must have; null where that is not certain, so that it is always fetched whole: a plain server may
 * pack small text files on their way and announce the packed size.
 */
function exactLength({ path, sha256, gitOid, size }: PlannedFile): number | null {
  return sha256 !== null || gitOid !== null || PACKED.test(path) ? size : null;
}

/** A cross-origin answer may hide its range: then size and digest tell in the end. */
function refuseOtherRange(response: Response, start: number, length: number | null, subject: Subject): void {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  if (!range) return;
  const sameFile = length === null || range[2] === '*' || Number(range[2]) === length;
  if (sameFile && Number(range[1]) === start) return;
  throw new IsoglotError({
    code: 'bad-file',
    what: `the server sent another part than was asked for (${range[0]} instead of ${start} on).`,
    where: placeOf(subject),
    remedy: 'The file has changed since the plan was made: make it again.',
  });
}

async function* chunks(
  response: Response,
  url: string,
  subject: Subject,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const reader = response.body?.getReader();
  for (;;) {
    let part;
    try {
      part = await reader?.read();
    } catch (cause) {
      throw silent(cause, url, subject, signal);
    }
    if (!part || part.done) return;
    yield part.value;
  }
}

/** Compares a whole file with what the hub said of it, and notes it as done. */
async function checked(
  plan: DownloadPlan,
  file: PlannedFile,
  cache: DownloadCache,
  signal?: AbortSignal,
): Promise<{ size: number }> {
  const { key } = plan;
  const subject = subjectOf(plan, file);
  let sha256: string;
  try {
    sha256 = await cache.sha256(key, file.path, signal);
  } catch (cause) {
    if (signal?.aborted) throw silent(cause, fileUrl(plan.origin, file.path), subject, signal);
    throw cause;
  }
  const found = file.gitOid === null ? null : await gitBlobId((await cache.read(key, file.path))!);
  if ((file.sha256 !== null && sha256 !== file.sha256) || found !== file.gitOid) {
    await cache.discard(key, file.path);
    const [kind, expected, actual] =
      file.sha256 === null ? ['Git id', file.gitOid, found] : ['SHA-256', file.sha256, sha256];
    throw new IsoglotError({
      code: 'bad-file',
      what: `the file was damaged on its way: its ${kind} is ${short(actual)}, the hub says ${short(expected)}.`,
      where: placeOf(subject),
      remedy: 'Download it again; the damaged file was let go.',
    });
  }
  const size = (await cache.progress(plan)).get(file.path)!.bytes;
  await cache.finish(key, file.path, { size, sha256 });
  return { size };
}

function short(digest: string | null): string {
  return `${(digest ?? '').slice(0, 12)}…`;
}

function subjectOf({ origin }: DownloadPlan, { path }: PlannedFile): Subject {
  const place = placeOfOrigin(origin);
  return holdsData(origin)
    ? { place, holds: 'data', ...(origin.kind === 'hub' && { file: path }) }
    : { place, file: path };
}

function tooLong(subject: Subject, limit: number): IsoglotError {
  return new IsoglotError({
    code: 'bad-file',
    what: `the server sends more than the ${limit.toLocaleString('en')} bytes that were to be expected.`,
    where: placeOf(subject),
    remedy: 'The file has changed since the plan was made: make it again.',
  });
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      // The next request says that it was cancelled.
      resolve();
    });
  });
}
