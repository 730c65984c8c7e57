import type { Composition } from './composition';

/** What decides alpha over a run. */
export type AlphaCourse = Pick<Composition, 'alpha' | 'alphaSchedule' | 'alphaEnd' | 'steps'>;

/**
 * Alpha of a step (0-based), in [0, 1]. With t = step / (steps - 1), at most 1, it goes from `alpha` at t = 0 to
 * `alphaEnd` at t = 1: in a straight line (`linear`) or along half a cosine (`cosine`). `curriculum` begins with
 * monolingual batches whatever `alpha`: 1 in the first third, a straight line to `alphaEnd` in the second, `alphaEnd`
 * in the last. Steps beyond the run have the last one's.
 */
export function alphaAt(step: number, { alpha, alphaSchedule, alphaEnd, steps }: AlphaCourse): number {
  const t = steps > 1 ? Math.min(1, step / (steps - 1)) : 0;
  switch (alphaSchedule) {
    case 'constant':
      return alpha;
    case 'linear':
      return between(alpha, alphaEnd, t);
    case 'cosine':
      return between(alpha, alphaEnd, (1 - Math.cos(Math.PI * t)) / 2);
    case 'curriculum':
      return between(1, alphaEnd, Math.min(1, Math.max(0, 3 * t - 1)));
  }
}

/** The least and the greatest alpha of a run: every course is monotonic. */
export function alphaRange(course: AlphaCourse): { least: number; greatest: number } {
  const ends = [alphaAt(0, course), alphaAt(course.steps - 1, course)];
  return { least: Math.min(...ends), greatest: Math.max(...ends) };
}

function between(from: number, to: number, t: number): number {
  // So that both ends are hit exactly.
  return from * (1 - t) + to * t;
}
