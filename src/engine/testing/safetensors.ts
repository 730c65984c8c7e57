import { readFileSync } from 'node:fs';
import type { Weights } from '../../core/encoderDefinition';

/** Reads a whole safetensors file of trusted origin (F32, F16) for tests and benches; io/ has the careful reader. */
export function readSafetensors(path: string): Weights {
  const { tensors, bytes, first } = read(path);
  const weights: Weights = new Map();
  for (const [name, { dtype, shape, data_offsets: [start, end] = [0, 0] }] of Object.entries(tensors)) {
    const data = bytes.slice(first + start, first + end);
    weights.set(name, {
      shape,
      data: dtype === 'F16' ? Float32Array.from(new Uint16Array(data), widen) : new Float32Array(data),
    });
  }
  return weights;
}

/** What a safetensors file says about itself. */
export function readSafetensorsMetadata(path: string): Record<string, string> {
  return read(path).metadata;
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** `first`: where the tensors' bytes begin. */
function read(path: string) {
  const file = readFileSync(path);
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const headerLength = Number(new DataView(bytes).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, headerLength))) as Record<
    string,
    unknown
  >;
  const { __metadata__: metadata = {}, ...tensors } = header;
  return {
    bytes,
    first: 8 + headerLength,
    tensors: tensors as Record<string, Entry>,
    metadata: metadata as Record<string, string>,
  };
}

/** IEEE 754 binary16 to a number. */
function widen(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = (half & 1023) / 1024;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction) : 2 ** -14 * fraction);
}
