import { describe, expect, it } from 'vitest';
import type { ScoreGroups } from '../../protocol';
import { compared, mean, queriesOf, valueOf } from './grid';

const one = { 'mrr@10': 0, 'recall@1': 0, 'ndcg@10': 0 };
const scores: ScoreGroups = {
  monolingual: { map: 0.5, perLanguage: { en: { map: 0.5, ...one, queries: 7 } } },
  crosslingual: { map: 0.3, pairs: { 'en-zh-Hant': { map: 0.3, ...one, queries: 5 } } },
  multilingual: {
    map: 0.2,
    perLanguage: { en: { map: 0.2, 'recall@10': 0.4, 'ndcg@10': 0.6, queries: 9 } },
  },
  strong: { pairs: {} },
  languageBias: {
    rankDistance: { mean: 0, perLanguage: {} },
    'languageShare@10': {},
    oracleGap: {},
    languagePreference: { perLanguage: {} },
  },
};

describe('cells', () => {
  it('read pairs from the cross-lingual scores and the diagonal from the monolingual ones', () => {
    expect(valueOf(scores, 'crosslingual', 'en', 'zh-Hant')).toBe(0.3);
    expect(valueOf(scores, 'crosslingual', 'en', 'en')).toBe(0.5);
    expect(valueOf(scores, 'crosslingual', 'zh-Hant', 'en')).toBeNull();
    expect(queriesOf(scores, 'crosslingual', 'en', 'zh-Hant')).toBe(5);
    expect(queriesOf(scores, 'crosslingual', 'en', 'en')).toBe(7);
  });

  it('read metrics by name in the other settings', () => {
    expect(valueOf(scores, 'multilingual', 'en', 'ndcg@10')).toBe(0.6);
    expect(valueOf(scores, 'monolingual', 'de', 'map')).toBeNull();
    expect(valueOf(null, 'monolingual', 'en', 'map')).toBeNull();
  });

  it('compare only what was measured twice', () => {
    expect(compared('change', 0.25, 0.75)).toBe(0.5);
    expect(compared('change', null, 0.75)).toBeNull();
    expect(mean([0.25, null, 0.75])).toBe(0.5);
    expect(mean([null])).toBeNull();
  });
});
