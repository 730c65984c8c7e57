import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAfter, SELECTIONS, type BestSoFar, type Selection } from './bestSoFar';

const bestOf = (values: (number | null)[], by: Selection) =>
  values.reduce<BestSoFar | null>((best, value, step) => bestAfter(best, by, step, value), null);

describe('bestAfter', () => {
  it('keeps the highest mAP and the lowest loss, and counts the evaluations since', () => {
    expect(bestOf([0.2, 0.5, 0.4, 0.5], 'map-multi')).toEqual({ step: 1, value: 0.5, since: 2 });
    expect(bestOf([2, 1, 3], 'loss')).toEqual({ step: 1, value: 1, since: 1 });
    expect(bestOf([NaN, null], 'loss')).toBeNull();
  });

  it('agrees with a sort, whatever comes, and never takes what is no number', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, null, 0, -0, 0.5));
    fc.assert(
      fc.property(fc.array(value), fc.constantFrom(...SELECTIONS), (values, by) => {
        const best = bestOf(values, by);
        const lower = by === 'loss' || by === 'rank-distance';
        const sorted = values
          .map((figure, step) => ({ figure, step }))
          .filter((one): one is { figure: number; step: number } => Number.isFinite(one.figure))
          .sort((a, b) => (lower ? a.figure - b.figure : b.figure - a.figure) || a.step - b.step);
        const first = sorted[0];
        expect(best?.step).toBe(first?.step);
        expect(best?.value).toBe(first?.figure);
        if (best) expect(best.since).toBe(values.length - 1 - best.step);
      }),
    );
  });
});
