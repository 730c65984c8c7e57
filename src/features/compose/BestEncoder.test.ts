import { expect, it } from 'vitest';
import { defaultConfiguration } from '../../protocol';
import { bestInWords } from './BestEncoder';

it.each([
  [{}, /^Nothing is kept out/],
  [{ validation: 0.1 }, /^10 % .* measured at each evaluation/],
  [{ selectBy: 'loss' } as const, /^Keep a share/],
  [{ patience: 3 }, /^Patience needs/],
  [{ selectBy: 'loss', validation: 0.1, evaluateEvery: 0 } as const, /“Evaluate every” above 0/],
  [{ selectBy: 'loss', validation: 0.1, patience: 3 } as const, /chosen by them\. .* after 3 evaluations/],
])('says what %j comes to', (patch, words) => {
  expect(bestInWords({ ...defaultConfiguration, ...patch })).toMatch(words);
});
