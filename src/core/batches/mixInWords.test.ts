import { expect, it } from 'vitest';
import { compositionOf } from '../testing/compositionOf';
import { mixInWords } from './mixInWords';

it('says what a strategy looks at, and nothing else', () => {
  const words = [
    compositionOf({}),
    compositionOf({ alphaSchedule: 'cosine', alpha: 0.9, alphaEnd: 0.1 }),
    compositionOf({ alphaSchedule: 'curriculum', alpha: 0.9 }),
    compositionOf({ strategy: 'ratio' }),
    compositionOf({ strategy: 'within', crossShare: 0.25 }),
    compositionOf({ strategy: 'matrix', pairWeights: { 'en-de': 1, 'de-en': 0 } }),
    compositionOf({ strategy: 'X-Y' }),
  ].map(mixInWords);
  expect(words).toEqual([
    'hybrid, alpha 0.5',
    'hybrid, alpha 0.9 to 0.1 (cosine)',
    'hybrid, alpha 1 to 0 (curriculum)',
    'ratio, mono 1 : cross 1',
    'within, 0.25 cross-lingual',
    'matrix of 1 pairs',
    'X-Y',
  ]);
});
