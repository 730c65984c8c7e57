/** Axis ends that stay put while figures come in: they grow by doubling, never by a little. */

/** Smallest `start * 2^k` (k >= 0) that is at least `value`. `start` > 0. */
export function doubling(value: number, start: number): number {
  let end = start;
  while (end < value && Number.isFinite(value)) end *= 2;
  return end;
}

/** Range of [0, 1] in tenths around the values, at least two tenths wide: the ends of a colour scale. */
export function tenths(values: number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const low = Math.floor(Math.min(...values) * 10 + 1e-9) / 10;
  const high = Math.ceil(Math.max(...values) * 10 - 1e-9) / 10;
  return high - low >= 0.2 ? [low, high] : [Math.max(0, low - 0.1), Math.min(1, low + 0.2)];
}

/** Four or so round ticks from 0 to `end`, both included. `end` > 0. */
export function ticks(end: number, parts = 4): number[] {
  return Array.from({ length: parts + 1 }, (_, i) => (end * i) / parts);
}
