/** A text by code points, which the offsets count; JavaScript's own indices count UTF-16 units. */
export function byCodePoints(text: string): { length: number; slice(start: number, end: number): string } {
  if (!/[\uD800-\uDFFF]/.test(text)) return text;
  const points = Array.from(text);
  return { length: points.length, slice: (start, end) => points.slice(start, end).join('') };
}
