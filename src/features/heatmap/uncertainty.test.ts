import { describe, expect, it } from 'vitest';
import type { EvaluationEvent } from '../../protocol';
import { changeOf, intervalOf, written, writtenChange } from './uncertainty';

const changed = { difference: 0.02, low: -0.01, high: 0.05, p: 0.2, holm: 0.4, benjaminiHochberg: 0.3 };
const none = { low: 0, high: 1 };
const evaluation = {
  intervals: {
    monolingual: { map: none, perLanguage: { en: { low: 0.1, high: 0.2 } } },
    crosslingual: { map: none, pairs: { 'en-de': { low: 0.3, high: 0.4 } } },
    multilingual: { map: none, perLanguage: { en: { low: 0.5, high: 0.6 } } },
  },
  change: {
    monolingual: { map: null, perLanguage: {} },
    crosslingual: { map: null, pairs: { 'en-de': { ...changed, significant: false } } },
    multilingual: { map: null, perLanguage: {} },
  },
} as unknown as EvaluationEvent;

describe('what is known of a cell', () => {
  it('lies where its value does, and is of mAP alone', () => {
    expect(intervalOf(evaluation, 'crosslingual', 'en', 'de')).toEqual({ low: 0.3, high: 0.4 });
    expect(intervalOf(evaluation, 'crosslingual', 'en', 'en')).toEqual({ low: 0.1, high: 0.2 });
    expect(intervalOf(evaluation, 'multilingual', 'en', 'map')).toEqual({ low: 0.5, high: 0.6 });
    expect(intervalOf(evaluation, 'multilingual', 'en', 'ndcg@10')).toBeNull();
    expect(changeOf(evaluation, 'crosslingual', 'en', 'de')?.holm).toBe(0.4);
    expect(changeOf(evaluation, 'crosslingual', 'de', 'en')).toBeNull();
    expect(changeOf({ ...evaluation, change: undefined }, 'crosslingual', 'en', 'de')).toBeNull();
  });

  it('is written with its level and, of a change, its corrected p', () => {
    expect(written({ low: 0.401, high: 0.432 })).toBe('95 % .401 to .432');
    expect(written(null)).toBe('');
    expect(writtenChange(changeOf(evaluation, 'crosslingual', 'en', 'de'))).toBe(
      '95 % −.010 to +.050, p .400 by Holm: not significant',
    );
    expect(writtenChange({ ...changed, holm: 0.0002, significant: true })).toContain('p < .001 by Holm: sig');
  });
});
