import { beforeAll, expect, it } from 'vitest';
import { defaultConfiguration } from '../protocol';
import type { TokenizedCorpus } from './stage';
import { tokenizedMaterials } from './testing/smallStage';
import { trainingPairs } from './trainingPairs';

let corpus: TokenizedCorpus;
beforeAll(async () => {
  corpus = await tokenizedMaterials();
});

it('trains on English under En-En, whichever languages are ticked for other strategies', () => {
  const configuration = { ...defaultConfiguration, strategy: 'En-En', batchSize: 8 } as const;
  const pool = trainingPairs(corpus, { ...configuration, languages: ['de', 'ar'] });
  expect(pool.languages).toEqual(['en']);
  expect(
    trainingPairs(corpus, { ...configuration, strategy: 'X-Y', languages: ['de', 'ar'] }).languages,
  ).toEqual(['ar', 'de']);
});
