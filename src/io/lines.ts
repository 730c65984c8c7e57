/** Text files read line by line as they stream in, unpacked if they are gzip: a corpus is never held as one text. */
import { IsoglotError } from '../core/errors';
import type { InputFile } from './files';
import { createFingerprint } from './fingerprint';

/** In UTF-16 units. No passage is as long; a file without breaks must not fill the memory. */
const MAX_LINE = 16 * 2 ** 20;

/**
 * Calls `visit` for every line that is not blank, in order, without its line break.
 * @param visit Gets the line and its number, from 1. What it throws ends the reading.
 * @returns The fingerprint of the unpacked content, the same whether the file was packed or not.
 * @throws IsoglotError `bad-file` naming the line where the file is not UTF-8, a damaged or truncated gzip, or a line
 *   beyond all measure; `cancelled` by `signal`.
 */
export async function visitLines(
  file: InputFile,
  visit: (line: string, number: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const fingerprint = createFingerprint();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let number = 0;
  const visitOne = (line: string): void => {
    number++;
    if (line.trim() !== '') visit(line.endsWith('\r') ? line.slice(0, -1) : line, number);
  };
  const take = (bytes: Uint8Array | undefined): void => {
    const lines = (rest + decode(decoder, bytes, `${file.path}: line ${number + 1} or below`)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) visitOne(line);
    if (rest.length > MAX_LINE) throw endless(`${file.path}: line ${number + 1}`);
  };
  const reader = (await unpacked(file)).getReader();
  try {
    for (;;) {
      const { done, value } = await readPart(reader, file.path);
      if (signal?.aborted)
        throw new IsoglotError({ code: 'cancelled', what: 'reading the data was cancelled.' });
      if (done) break;
      await fingerprint.add(value);
      take(value);
    }
  } catch (error) {
    // Nobody waits for the rest; why it stopped is in `error`.
    void reader.cancel().catch(() => undefined);
    throw error;
  }
  take(undefined);
  visitOne(rest);
  return fingerprint.done();
}

/**
 * A whole file, unpacked if it is gzip.
 * @param limit Bytes that may come out.
 * @throws IsoglotError `bad-file` when it is damaged or truncated, or more comes out than `limit`; `cancelled`.
 */
export async function unpackedBytes(
  file: InputFile,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const reader = (await unpacked(file)).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await readPart(reader, file.path);
      if (signal?.aborted)
        throw new IsoglotError({ code: 'cancelled', what: 'reading the data was cancelled.' });
      if (done) break;
      parts.push(value);
      length += value.length;
      if (length > limit) throw tooLarge(file.path, limit);
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    throw error;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The file's content, unpacked when its first two bytes say gzip, whatever its name says. */
async function unpacked(file: InputFile): Promise<ReadableStream<Uint8Array>> {
  const whole = file.stream ? null : await file.bytes();
  const open = () => (whole ? streamOf(whole) : file.stream!());
  const peek = open().getReader();
  const { value: head } = await readPart(peek, file.path);
  await peek.cancel();
  const stream = open();
  if (head?.[0] !== 0x1f || head[1] !== 0x8b) return stream;
  return stream.pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>);
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function readPart(reader: ReadableStreamDefaultReader<Uint8Array>, path: string) {
  try {
    return await reader.read();
  } catch (cause) {
    if (cause instanceof IsoglotError) throw cause;
    throw new IsoglotError(
      {
        code: 'bad-file',
        what: /\.gz$/i.test(path)
          ? 'the gzip is damaged, truncated, or has several parts.'
          : 'the file could not be read to its end.',
        where: path,
        remedy: 'Take a fresh copy, or unpack it first.',
      },
      { cause },
    );
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, where: string): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new IsoglotError(
      { code: 'bad-file', what: 'the text is not UTF-8.', where, remedy: 'Save the file as UTF-8.' },
      { cause },
    );
  }
}

function endless(where: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-file',
    what: `the line has more than ${MAX_LINE.toLocaleString('en')} characters.`,
    where,
    remedy: 'Give a file of lines: JSON lines or TSV.',
  });
}

function tooLarge(where: string, limit: number): IsoglotError {
  return new IsoglotError({
    code: 'bad-file',
    what: `unpacked, there are more than the ${limit.toLocaleString('en')} bytes that can be read.`,
    where,
    remedy: 'Give fewer languages.',
  });
}
