/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header
 * `{name: {dtype, shape, data_offsets: [begin, end]}}`, then the tensors' bytes without gaps
 * (https://github.com/huggingface/safetensors, README, "Format").
 */
import { z } from 'zod';
import type { Weights, WeightTensor } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { decodeText } from './files';
import { widenBfloat, widenHalf } from './half';
import { fieldPath, parseJson } from './json';

export const MAX_HEADER_BYTES = 100_000_000;
export const MAX_TENSORS = 10_000;
export const MAX_RANK = 8;

const PREFIX_BYTES = 8;
const REMEDY = 'Take a fresh copy of the file.';

const size = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const tensorEntry = z.object({
  dtype: z.string(),
  shape: z.array(size).max(MAX_RANK, `more than ${MAX_RANK} dimensions`),
  data_offsets: z.tuple([size, size]),
});
const metadataEntry = z.record(z.string(), z.string());

interface Entry {
  name: string;
  dtype: string;
  shape: number[];
  begin: number;
  end: number;
}

export interface SafetensorsFile {
  weights: Weights;
  metadata: Record<string, string>;
}

/**
 * Reads every tensor as float32, in the order of the header. Float16 and bfloat16 are widened. Position ids,
 * which older checkpoints store as integers, are a constant and are left out.
 * @param file Name of the file, for messages.
 * @throws IsoglotError `bad-file` naming the file and the tensor; nothing is ever read out of bounds.
 */
export function readSafetensors(bytes: Uint8Array, file: string): Weights {
  return readSafetensorsFile(bytes, file).weights;
}

/** As `readSafetensors`, with the header's `__metadata__`. */
export function readSafetensorsFile(bytes: Uint8Array, file: string): SafetensorsFile {
  const { entries, metadata, dataStart } = readHeader(bytes, file);
  const weights: Weights = new Map();
  for (const entry of entries) {
    if (isPositionIds(entry)) continue;
    const raw = new Uint8Array(bytes.subarray(dataStart + entry.begin, dataStart + entry.end));
    weights.set(entry.name, { shape: entry.shape, data: widen(raw, entry, file) });
  }
  return { weights, metadata };
}

function readHeader(bytes: Uint8Array, file: string) {
  if (bytes.length < PREFIX_BYTES) {
    throw bad(file, `the file is truncated: it has ${bytes.length} bytes and no header.`);
  }
  const announced = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (announced > BigInt(MAX_HEADER_BYTES)) {
    throw bad(
      file,
      `its first 8 bytes announce a header of ${announced} bytes, more than the ${MAX_HEADER_BYTES} allowed.`,
      'This is probably not a safetensors file; take a fresh copy.',
    );
  }
  const dataStart = PREFIX_BYTES + Number(announced);
  if (dataStart > bytes.length) {
    throw bad(
      file,
      `the file is truncated: its header ends at byte ${dataStart}, the file at ${bytes.length}.`,
    );
  }
  const where = `${file}: header`;
  const header = parseJson(decodeText(bytes.subarray(PREFIX_BYTES, dataStart), where), where);
  if (header === null || typeof header !== 'object' || Array.isArray(header)) {
    throw bad(where, 'it is not a JSON object.');
  }
  const { __metadata__: metadata = {}, ...tensors } = header as Record<string, unknown>;
  const parsedMetadata = metadataEntry.safeParse(metadata);
  if (!parsedMetadata.success) throw bad(`${where}: __metadata__`, 'its values are not all text.');
  const names = Object.keys(tensors);
  if (names.length > MAX_TENSORS) {
    throw bad(where, `it lists ${names.length} tensors, more than ${MAX_TENSORS}.`);
  }
  const entries = names.map((name) => parseEntry(name, tensors[name], file));
  checkLayout(entries, bytes.length - dataStart, file);
  // Not what zod gives back: it leaves a key "__proto__" out.
  return { entries, metadata: metadata as Record<string, string>, dataStart };
}

function parseEntry(name: string, value: unknown, file: string): Entry {
  const parsed = tensorEntry.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw bad(tensorIn(file, name), `${fieldPath(issue?.path ?? [])}: ${issue?.message ?? 'malformed'}.`);
  }
  const { dtype, shape, data_offsets } = parsed.data;
  const [begin, end] = data_offsets;
  const entry = { name, dtype, shape, begin, end };
  const width = isPositionIds(entry) ? BYTES_OF_IDS[dtype] : BYTES_OF_FLOATS[dtype];
  if (width === undefined) {
    throw bad(
      tensorIn(file, name),
      `its numbers are of the type ${dtype}; only F32, F16 and BF16 can be read.`,
      'Save the encoder in one of these, without quantisation.',
    );
  }
  const expected = shape.reduce((product, length) => product * length, width);
  if (end - begin !== expected) {
    throw bad(
      tensorIn(file, name),
      `the shape [${shape.join(', ')}] of ${dtype} takes ${expected} bytes, but its offsets span ${end - begin}.`,
    );
  }
  return entry;
}

/** The tensors must cover the data exactly: no overlap, no hole, nothing left over. */
function checkLayout(entries: readonly Entry[], available: number, file: string): void {
  let covered = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    const where = tensorIn(file, name);
    if (begin < covered) throw bad(where, `it begins at byte ${begin}, inside the tensor before it.`);
    if (begin > covered) throw bad(where, `before it lie ${begin - covered} bytes that belong to no tensor.`);
    if (end > available) {
      throw bad(
        where,
        `the file is truncated: it ends at byte ${end} of the data, of which ${available} are there.`,
      );
    }
    covered = end;
  }
  if (covered < available) {
    throw bad(file, `after the last tensor lie ${available - covered} bytes that belong to no tensor.`);
  }
}

const BYTES_OF_FLOATS: Readonly<Record<string, number | undefined>> = { F32: 4, F16: 2, BF16: 2 };
const BYTES_OF_IDS: Readonly<Record<string, number | undefined>> = { I64: 8, I32: 4 };

function isPositionIds({ name, dtype }: Pick<Entry, 'name' | 'dtype'>): boolean {
  return name.endsWith('position_ids') && BYTES_OF_IDS[dtype] !== undefined;
}

/** `raw` is a copy that begins at 0, so that every typed array over it is aligned. */
function widen(raw: Uint8Array, { dtype, name }: Entry, file: string): Float32Array {
  switch (dtype) {
    case 'F32':
      return new Float32Array(raw.buffer);
    case 'F16':
      return widenHalf(new Uint16Array(raw.buffer));
    case 'BF16':
      return widenBfloat(new Uint16Array(raw.buffer));
    default:
      throw bad(tensorIn(file, name), `its numbers are of the type ${dtype}.`);
  }
}

/**
 * Writes float32 tensors, sorted by name, so that equal weights give equal bytes. The header is padded with
 * blanks to a multiple of 8 bytes.
 * @throws RangeError when a tensor's shape and data differ in size.
 */
export function writeSafetensors(weights: Weights, metadata?: Readonly<Record<string, string>>): Uint8Array {
  const tensors = [...weights].sort(([a], [b]) => (a < b ? -1 : 1));
  const header: [string, unknown][] = metadata
    ? [['__metadata__', Object.fromEntries(Object.entries(metadata).sort())]]
    : [];
  let offset = 0;
  for (const [name, tensor] of tensors) {
    checkTensor(name, tensor);
    header.push([
      name,
      { dtype: 'F32', shape: tensor.shape, data_offsets: [offset, (offset += tensor.data.byteLength)] },
    ]);
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(PREFIX_BYTES + headerBytes + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(text, PREFIX_BYTES);
  bytes.fill(0x20, PREFIX_BYTES + text.length, PREFIX_BYTES + headerBytes);
  let at = PREFIX_BYTES + headerBytes;
  for (const [, { data }] of tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

function checkTensor(name: string, { shape, data }: WeightTensor): void {
  const elements = shape.reduce((product, length) => product * length, 1);
  if (elements !== data.length) {
    throw new RangeError(
      `Tensor ${name}: shape [${shape.join(', ')}] has ${elements} elements, data ${data.length}.`,
    );
  }
}

function tensorIn(file: string, name: string): string {
  return `${file}: tensor "${name.length > 200 ? `${name.slice(0, 200)}...` : name}"`;
}

function bad(where: string, what: string, remedy = REMEDY): IsoglotError {
  return new IsoglotError({ code: 'bad-file', what, where, remedy });
}
