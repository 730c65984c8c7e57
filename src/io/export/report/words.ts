import type { Figure, Mark } from './model';

/** How figures are written in every format. */

export function figureText({ value }: Figure, decimals: number): string {
  return value.toFixed(decimals);
}

/** What stands behind a figure in a table with room: `± 0.0123`, `[0.1234, 0.2345]`; empty: nothing is known. */
export function uncertaintyText({ interval, deviation }: Figure, decimals: number): string {
  if (deviation !== null && deviation !== undefined) return `± ${deviation.toFixed(decimals)}`;
  return interval ? `[${interval.low.toFixed(decimals)}, ${interval.high.toFixed(decimals)}]` : '';
}

export const MARKS: Readonly<Record<Mark, string>> = { higher: '↑', lower: '↓', same: '≈' };

export const nameWithTags = ({ name, tags }: { name: string; tags: readonly string[] }) =>
  tags.length > 0 ? `${name} (${tags.join(', ')})` : name;
