import type { Result } from '../../protocol';

/** Updates that an encoder has had, and of how many it is the best where it was chosen. */
export function stepWords({ steps, selection }: Pick<Result, 'steps' | 'selection'>): string {
  if (!selection) return String(steps);
  const { made, by, early } = selection;
  return `${steps}, the best of ${made} made by ${by}${early ? ' (stopped early)' : ''}`;
}
