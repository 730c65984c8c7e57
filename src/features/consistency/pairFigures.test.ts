import { describe, expect, it } from 'vitest';
import { meanOfPairs, ofPair } from './pairFigures';

describe('pairs of languages', () => {
  const pairs = { 'de-en': 0.2, 'zh-Hant-de': 0.4 };

  it('are found under either order', () => {
    expect(ofPair(pairs, 'en', 'de')).toBe(0.2);
    expect(ofPair(pairs, 'de', 'zh-Hant')).toBe(0.4);
    expect(ofPair(pairs, 'en', 'zh-Hant')).toBeNull();
    expect(ofPair({ 'de-en': 0 }, 'de', 'en')).toBe(0);
  });

  it('count once in a mean, missing ones not at all', () => {
    expect(meanOfPairs({ ...pairs, 'en-de': 0.2 }, ['de', 'en', 'zh-Hant'])).toBeCloseTo(0.3, 12);
    expect(meanOfPairs({}, ['de', 'en'])).toBeNull();
  });
});
