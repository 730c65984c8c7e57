import { readJson } from './fixtures';

/** Nested lists of numbers, as JSON holds tensors. */
export type Nested = number | Nested[];

export interface LayerFixture {
  output: Nested;
  inputs: Record<string, Nested>;
  constants: Record<string, Nested>;
  gradients: Record<string, Nested>;
}

/** An entry of the float64 fixtures `losses/layers.json` or `losses/infonce.json`. */
export function lossFixture<T = LayerFixture>(file: string, entry: string): T {
  return readJson<Record<string, T>>('fixtures/losses', file)[entry]!;
}

/** A nested list as shape and row-major numbers. */
export function tensorOf(nested: Nested): { shape: number[]; data: Float32Array } {
  const shape: number[] = [];
  for (let level = nested; Array.isArray(level); level = level[0]!) shape.push(level.length);
  return { shape, data: Float32Array.from(leaves(nested)) };
}

function leaves(nested: Nested): number[] {
  return Array.isArray(nested) ? nested.flatMap(leaves) : [nested];
}

/** [batch][head][token][width] -> token rows [batch * token, head * width], as the encoder lays them out. */
export function headsToRows(nested: Nested): { shape: number[]; data: Float32Array } {
  const [batch, heads, time, width] = tensorOf(nested).shape as [number, number, number, number];
  const { data } = tensorOf(nested);
  const rows = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const [c, t, h, b] = [
      i % width,
      Math.floor(i / width) % time,
      Math.floor(i / (width * time)) % heads,
      Math.floor(i / (width * time * heads)),
    ];
    rows[((b * time + t) * heads + h) * width + c] = data[i]!;
  }
  return { shape: [batch * time, heads * width], data: rows };
}
