import { describe, expect, it } from 'vitest';
import { alphaAt, alphaRange, type AlphaCourse } from './alphaAt';

const course = (part: Partial<AlphaCourse>): AlphaCourse => ({
  ...{ alpha: 0.8, alphaEnd: 0.2, alphaSchedule: 'linear', steps: 13, ...part },
});
const at = (part: Partial<AlphaCourse>, steps: number[]) => steps.map((step) => alphaAt(step, course(part)));

describe('alphaAt', () => {
  it('goes straight, along a cosine, or not at all', () => {
    expect(at({ alphaSchedule: 'constant' }, [0, 6, 12])).toEqual([0.8, 0.8, 0.8]);
    // 12 steps from 0.8 to 0.2: 0.05 each.
    for (const [i, value] of at({}, [0, 3, 6, 12, 99]).entries())
      expect(value).toBeCloseTo([0.8, 0.65, 0.5, 0.2, 0.2][i]!, 12);
    // cos(pi / 3) = 1 / 2: a quarter of the way at a third of the run.
    for (const [i, value] of at({ alphaSchedule: 'cosine' }, [0, 4, 6, 8, 12]).entries())
      expect(value).toBeCloseTo([0.8, 0.65, 0.5, 0.35, 0.2][i]!, 12);
  });

  it('begins a curriculum with monolingual batches whatever alpha', () => {
    // Thirds at 4 and 8; half way down at 6.
    for (const [i, value] of at({ alphaSchedule: 'curriculum' }, [0, 4, 6, 8, 12]).entries())
      expect(value).toBeCloseTo([1, 1, 0.6, 0.2, 0.2][i]!, 12);
  });

  it('stands at its beginning in a run of one step', () => {
    expect(at({ steps: 1 }, [0])).toEqual([0.8]);
  });
});

describe('alphaRange', () => {
  it('spans what the steps of a run come to', () => {
    expect(alphaRange(course({ alphaSchedule: 'curriculum' }))).toEqual({ least: 0.2, greatest: 1 });
    expect(alphaRange(course({ alphaSchedule: 'constant' }))).toEqual({ least: 0.8, greatest: 0.8 });
  });
});
