import { expect, it } from 'vitest';
import { among, differentPairs, painted, samePairs } from './pairWeights';

it('paints strokes of cells, and forgets those that weigh nothing', () => {
  const weights = painted(
    { 'de-en': 1 },
    [
      ['en', 'de'],
      ['de', 'de'],
    ],
    3,
  );
  expect(weights).toEqual({ 'de-en': 1, 'en-de': 3, 'de-de': 3 });
  expect(
    painted(
      weights,
      [
        ['de', 'en'],
        ['en', 'en'],
      ],
      0,
    ),
  ).toEqual({ 'en-de': 3, 'de-de': 3 });
});

it('begins with the pairs of X-Y or X-X, and keeps to the languages there are', () => {
  expect(differentPairs(['de', 'en'])).toEqual({ 'de-en': 1, 'en-de': 1 });
  expect(samePairs(['de', 'en'])).toEqual({ 'de-de': 1, 'en-en': 1 });
  expect(among(['de', 'zh-Hant'], { 'de-zh-Hant': 2, 'de-en': 1 })).toEqual({ 'de-zh-Hant': 2 });
});
