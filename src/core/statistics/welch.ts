import { studentTwoSided } from './distributions';
import type { Summary } from './summary';

/**
 * Two-sided p of Welch's t test: whether two groups of independent values, such as runs of several seeds, have the same
 * mean, without taking their deviations for equal (Welch 1947).
 * @returns null where a group has fewer than two values, or neither group any deviation
 */
export function welchP(a: Summary, b: Summary): number | null {
  if (a.deviation === null || b.deviation === null) return null;
  const [va, vb] = [a.deviation ** 2 / a.n, b.deviation ** 2 / b.n];
  if (va + vb === 0) return null;
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  return studentTwoSided((b.mean - a.mean) / Math.sqrt(va + vb), df);
}
