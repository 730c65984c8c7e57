import { expect, it } from 'vitest';
import { spreadOf } from './spread';

it('names the first of equal values, also of those that rounding alone makes unequal', () => {
  // In binary .1 + .2 is .30000000000000004, and the same sum in another order may be .3.
  const spread = spreadOf([
    ['zh', 0.1 + 0.2],
    ['en', 0.3],
    ['de', 0.7 - 0.5],
    ['ar', 0.2],
  ]);
  expect([spread?.best.name, spread?.worst.name]).toEqual(['en', 'ar']);
});

it('keeps values apart that differ', () => {
  const spread = spreadOf([
    ['en', 0.3],
    ['de', 0.3 + 1e-9],
  ]);
  expect([spread?.best.name, spread?.worst.name]).toEqual(['de', 'en']);
});
