import { describe, expect, it } from 'vitest';
import { summarise } from './summary';
import { welchP } from './welch';

describe("Welch's t", () => {
  const [a, b] = [summarise([0.4, 0.42, 0.41]), summarise([0.45, 0.44, 0.48, 0.47])];

  it("is SciPy's ttest_ind with equal_var=False", () => {
    // t = 4.6291, 4.7419 degrees of freedom.
    expect(welchP(a, b)).toBeCloseTo(0.006489932475971948, 12);
    expect(welchP(b, a)).toBeCloseTo(0.006489932475971948, 12);
    expect(welchP(a, a)).toBe(1);
  });

  it('says nothing of a single value, or of values that are all equal', () => {
    expect(welchP(a, summarise([0.5]))).toBeNull();
    expect(welchP(summarise([0.5, 0.5]), summarise([0.6, 0.6]))).toBeNull();
  });
});
