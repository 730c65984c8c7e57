import { expect, it } from 'vitest';
import { decay } from './exponential';

it('is exp(-x) to float32', () => {
  for (let i = 0; i <= 87_000; i++) {
    const x = i * 1.00013e-3;
    expect(Math.abs(decay(x) / Math.exp(-x) - 1)).toBeLessThan(5e-8);
  }
});

it('starts at exactly 1, ends at 0 and lets NaN through', () => {
  expect(decay(0)).toBe(1);
  expect(decay(88)).toBe(0);
  expect(decay(Infinity)).toBe(0);
  expect(decay(NaN)).toBeNaN();
});
