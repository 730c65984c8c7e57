import { expect, it } from 'vitest';
import type { EvaluationEvent } from '../../protocol';
import { zeroShotLanguages } from './zeroShot';

const evaluation = (languages: string[]) =>
  ({
    queries: { de: 1, en: 1 },
    candidates: { de: 1, en: 1, th: 1 },
    exposure: { zeroShot: { languages } },
  }) as unknown as EvaluationEvent;

it('sets apart the languages that are not trained on, unless none is', () => {
  expect([...zeroShotLanguages(evaluation(['de', 'th']))]).toEqual(['de', 'th']);
  expect([...zeroShotLanguages(evaluation(['de', 'en', 'th']))]).toEqual([]);
  expect([...zeroShotLanguages(null)]).toEqual([]);
});
