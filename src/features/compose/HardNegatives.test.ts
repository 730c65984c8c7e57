import { expect, it } from 'vitest';
import { defaultConfiguration, type Configuration } from '../../protocol';
import { hardNegativesInWords } from './HardNegatives';

it.each<[patch: Partial<Configuration>, words: RegExp]>([
  [{}, /other pairs’ passages alone/],
  [{ loss: 'triplet' }, /triplet loss needs hard negatives/],
  [
    { hardNegatives: 1 },
    /brings 1 passage of the ranks 2 to 20 that is not relevant .* before the first step/,
  ],
  [{ hardNegatives: 2, hardNegativeEvery: 50, hardNegativeMargin: 0.1 }, /too close.*every 50 steps/],
  [{ hardNegatives: 4, hardNegativeRanks: [2, 4] }, /Ranks 2 to 4 are fewer than 4/],
])('says what hard negatives %o come to', (patch, words) => {
  expect(hardNegativesInWords({ ...defaultConfiguration, ...patch })).toMatch(words);
});
