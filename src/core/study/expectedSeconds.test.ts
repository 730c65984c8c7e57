import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedSeconds, type TimedRun } from './expectedSeconds';

const run = (strategy: string, adaptation: string, taken: number | null, planned: number | null = null) => ({
  ...{ strategy, adaptation, taken, planned },
});

describe('the time that a study’s runs take', () => {
  it('is that of the runs of the same kind, of a few the median', () => {
    const runs = [run('a', 'x', 10), run('a', 'x', 30), run('a', 'x', 20), run('b', 'x', 99)];
    expect(expectedSeconds([...runs, run('a', 'x', null, 7)]).at(-1)).toBe(20);
    // (10 + 30) / 2
    expect(expectedSeconds([...runs.slice(0, 2), run('a', 'x', null)]).at(-1)).toBe(20);
  });

  it('is the plan, mended by what other plans were wrong by', () => {
    // Planned 10 + 30 = 40, taken 20 + 40 = 60: 60 / 40 x 8 = 12.
    const runs = [run('a', 'x', 20, 10), run('b', 'x', 40, 30), run('c', 'x', null, 8)];
    expect(expectedSeconds(runs)).toEqual([20, 40, 12]);
    expect(expectedSeconds([run('a', 'x', null, 5)])).toEqual([5]);
  });

  it('is that of the same adaptation where nothing was planned, and of any run where that is new', () => {
    const runs = [run('a', 'x', 10), run('a', 'y', 50), run('b', 'y', null), run('b', 'z', null)];
    // (10 + 50) / 2 = 30
    expect(expectedSeconds(runs)).toEqual([10, 50, 50, 30]);
    expect(expectedSeconds([run('a', 'x', null)])).toEqual([null]);
  });

  it('is between the quickest and the slowest run that is done, for all where nothing was planned', () => {
    const some = fc.record({
      strategy: fc.constantFrom('a', 'b'),
      adaptation: fc.constantFrom('x', 'y'),
      taken: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      planned: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (runs: TimedRun[]) => {
        const taken = runs.flatMap((one) => one.taken ?? []);
        for (const seconds of expectedSeconds(runs)) {
          if (taken.length === 0) expect(seconds).toBeNull();
          else {
            expect(seconds).toBeGreaterThanOrEqual(Math.min(...taken));
            expect(seconds).toBeLessThanOrEqual(Math.max(...taken));
          }
        }
      }),
    );
  });
});
