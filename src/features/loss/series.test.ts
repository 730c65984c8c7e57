import { describe, expect, it } from 'vitest';
import type { StepEvent } from '../../protocol';
import { lossSeries, ofTerm, termNames, WHOLE } from './series';

const steps = (losses: number[]): StepEvent[] =>
  losses.map((loss, i) => ({
    seq: i,
    type: 'step',
    step: i + 1,
    loss,
    gradientNorm: 1,
    learningRate: 1e-4,
    batch: { kind: i % 2 ? 'cross' : 'mono', pairs: {} },
    seconds: 1,
  }));

describe('lossSeries', () => {
  it('smooths without pulling the start towards zero', () => {
    const [first, second] = lossSeries(steps([2, 1]), 10);
    expect(first?.smoothed).toBeCloseTo(2, 12);
    // (0.9 * 0.1 * 2 + 0.1 * 1) / (0.9 * 0.1 + 0.1) by hand.
    expect(second?.smoothed).toBeCloseTo(0.28 / 0.19, 12);
  });

  it('puts each loss under the kind of its batch', () => {
    expect(lossSeries(steps([2, 1]), 10).map(({ mono, cross }) => [mono, cross])).toEqual([
      [2, null],
      [null, 1],
    ]);
  });

  it('thins long runs and keeps both ends', () => {
    const points = lossSeries(steps(Array.from({ length: 1001 }, (_, i) => i)), 100);
    expect(points.length).toBeLessThanOrEqual(101);
    expect(points[0]?.step).toBe(1);
    expect(points.at(-1)?.step).toBe(1001);
  });
});

describe('terms', () => {
  const adapted = steps([3, 2]).map((step, i) => ({
    ...step,
    terms: { contrastive: 2 - i, coral: 0.5 + i },
  }));

  it('are named as the last step has them', () => {
    expect(termNames(adapted)).toEqual(['contrastive', 'coral']);
    expect(termNames(steps([1]))).toEqual([]);
  });

  it('have a curve of their own', () => {
    expect(ofTerm(adapted, 'coral').map(({ loss }) => loss)).toEqual([0.5, 1.5]);
    expect(ofTerm(adapted, WHOLE).map(({ loss }) => loss)).toEqual([3, 2]);
    expect(ofTerm(steps([1]), 'coral')).toEqual([]);
  });
});
