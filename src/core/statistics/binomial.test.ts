import { describe, expect, it } from 'vitest';
import bounds from '../../../fixtures/batches/hybrid-binomial.json';
import { binomialQuantile } from './binomial';

describe('binomialQuantile', () => {
  it.each(bounds.mono_batches_of_1000)('as SciPy at p = $alpha', ({ alpha, n, low, high }) => {
    expect([binomialQuantile(0.0005, n, alpha), binomialQuantile(0.9995, n, alpha)]).toEqual([low, high]);
  });

  it('as SciPy elsewhere', () => {
    // scipy.stats.binom.ppf(at, n, p), SciPy 1.17.1.
    for (const [at, n, p, expected] of SCIPY) expect(binomialQuantile(at, n, p)).toBe(expected);
  });
});

const SCIPY: [at: number, n: number, p: number, quantile: number][] = [
  [0.0005, 1, 0.3, 0],
  [0.0005, 10, 0.05, 0],
  [0.0005, 150000, 0.25, 36949],
  [0.0005, 32000, 1 / 121, 213],
  [0.0005, 1000000, 0.01, 9674],
  [0.5, 1, 0.3, 0],
  [0.5, 10, 0.05, 0],
  [0.5, 150000, 0.25, 37500],
  [0.5, 32000, 1 / 121, 264],
  [0.5, 1000000, 0.01, 10000],
  [0.9995, 1, 0.3, 1],
  [0.9995, 10, 0.05, 4],
  [0.9995, 150000, 0.25, 38053],
  [0.9995, 32000, 1 / 121, 319],
  [0.9995, 1000000, 0.01, 10329],
];
