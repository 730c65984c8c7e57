import { describe, expect, it } from 'vitest';
import { perQuery } from './perQuery';

const english = {
  queries: ['q1', 'q2'],
  questions: ['1', '2'],
  averagePrecision: { en: [0.5, 1], de: [null, 0.25] },
  multilingual: [0.5, 0.5],
};

describe('per-query scores read from a file', () => {
  it('are taken as they are', () => {
    expect(perQuery.parse({ en: english })).toEqual({ en: english });
    const further = {
      'ndcg@10': { inLanguage: { en: [0.5, 1], de: [null, 0.25] }, multilingual: [0.5, 0.5] },
      rankDistance: { inLanguage: {}, multilingual: [null, 12] },
    };
    expect(perQuery.parse({ en: { ...english, further } })).toEqual({ en: { ...english, further } });
  });

  it.each([
    ['a list that is too short', { ...english, questions: ['1'] }, '1 entries (questions) for 2 queries'],
    [
      'a pool with a score too many',
      { ...english, averagePrecision: { de: [1, 1, 1] } },
      '3 entries (de) for 2 queries',
    ],
    [
      'a further measure that is too short',
      { ...english, further: { 'hit@1': { inLanguage: { en: [1] }, multilingual: [1, 1] } } },
      '1 entries (hit@1) for 2 queries',
    ],
    ['a score above 1', { ...english, multilingual: [0.5, 2] }, '<=1'],
    ['a missing score in the pool of all', { ...english, multilingual: [0.5, null] }, 'expected number'],
  ])('are refused with %s', (_, value, says) => {
    const { success, error } = perQuery.safeParse({ en: value });
    expect(success).toBe(false);
    expect(error!.issues[0]!.path[0]).toBe('en');
    expect(error!.issues[0]!.message).toContain(says);
  });
});
