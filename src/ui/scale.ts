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

/** Whole ticks from 0, evenly apart: to `end` where it has a fitting divisor, else as far as they go. */
export function wholeTicks(end: number): number[] {
  const parts = [4, 5, 3, 6].find((n) => end % n === 0);
  if (parts) return ticks(end, parts);
  const apart = Math.ceil(end / 4);
  return Array.from({ length: Math.floor(end / apart) + 1 }, (_, i) => i * apart);
}

/** Four or so round ticks from 0 to `end`, both included. `end` > 0. */
export function ticks(end: number, parts = 4): number[] {
  return Array.from({ length: parts + 1 }, (_, i) => (end * i) / parts);
}
