import { IsoglotError } from '../core/errors';
import { checkSize, fileFromBytes, type InputFile } from './files';

/** Called while a file comes in; `total` is null when the server does not tell it. */
export type OnBytes = (done: number, total: number | null) => void;

/**
 * Fetches one file whole.
 * @param url Where it lies.
 * @param path The path that the file gets here and in messages.
 * @throws IsoglotError `network` when it cannot be had, `cancelled` when `signal` fires.
 */
export async function fetchFile(
  url: string | URL,
  path: string,
  onBytes?: OnBytes,
  signal?: AbortSignal,
): Promise<InputFile> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) {
      throw unreachable(url, `the server answered ${response.status} ${response.statusText}`.trim() + '.');
    }
    const total = announcedLength(response);
    if (total !== null) checkSize(path, total);
    return fileFromBytes(path, await readBody(response, path, total, onBytes));
  } catch (cause) {
    if (cause instanceof IsoglotError) throw cause;
    if (signal?.aborted) {
      throw new IsoglotError(
        { code: 'cancelled', what: 'the download was cancelled.', where: path },
        { cause },
      );
    }
    throw unreachable(url, 'the file could not be downloaded.', cause);
  }
}

/** A compressed answer announces its packed length, which says nothing about the bytes that will come out. */
function announcedLength(response: Response): number | null {
  const length = Number(response.headers.get('content-length') ?? NaN);
  const packed = response.headers.get('content-encoding') ?? 'identity';
  return Number.isSafeInteger(length) && packed === 'identity' ? length : null;
}

async function readBody(
  response: Response,
  path: string,
  total: number | null,
  onBytes?: OnBytes,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let done = 0;
  const reader = response.body?.getReader();
  onBytes?.(0, total);
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value);
    done += part.value.length;
    checkSize(path, done);
    onBytes?.(done, total);
  }
  if (total !== null && done !== total) {
    throw unreachable(response.url, `the download stopped after ${done} of ${total} bytes.`);
  }
  const bytes = new Uint8Array(done);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function unreachable(url: string | URL, what: string, cause?: unknown): IsoglotError {
  const text = String(url);
  return new IsoglotError(
    {
      code: 'network',
      what,
      where: URL.canParse(text) ? new URL(text).pathname : text,
      remedy: 'Check the connection and try again.',
    },
    { cause },
  );
}
