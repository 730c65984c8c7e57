import { beforeAll, expect, it } from 'vitest';
import { adaptationTerm, defaultConfiguration } from '../../protocol';
import type { DataMaterial } from '../materials';
import { tokenizedMaterials } from '../testing/smallStage';
import { trainingPairs } from '../trainingPairs';
import { validationOf } from '../validation';
import { adaptationMaterial } from './material';
import { draftAdaptation } from './prepare';

let data: DataMaterial;
beforeAll(async () => void ({ data } = await tokenizedMaterials()));

const DRAWING = ['simcse', 'inverse-cloze', 'cropping', 'translation-mse', 'translation-ranking'];
const MATCHING = ['coral', 'mmd', 'adversarial', 'modir'];

it.each([0, 7])('no term may read a paragraph that is kept for validation (seed %i)', (seed) => {
  const configuration = {
    ...defaultConfiguration,
    ...{ languages: ['de', 'en'], targetDomains: ['law'], dropout: 0.1, validation: 0.3, seed },
    adaptation: [
      ...DRAWING.map((kind) => adaptationTerm.parse({ kind, texts: 4, from: 'both' })),
      ...MATCHING.map((kind) => adaptationTerm.parse({ kind, texts: 4 })),
    ],
  };
  const pool = trainingPairs({ data }, configuration);
  const { passages: kept } = validationOf(data, configuration)!;
  const { source, target } = adaptationMaterial(data, pool, configuration, null);
  const all = adaptationMaterial(data, pool, { ...configuration, validation: 0 }, null);
  // What is left out is what is kept, no more.
  expect([...source]).toEqual([...all.source].filter((index) => !kept.has(index)));
  expect([...target]).toEqual([...all.target].filter((index) => !kept.has(index)));
  expect(source.length).toBeLessThan(all.source.length);
  const { touches } = draftAdaptation(data, pool, configuration, null);
  expect(touches.size).toBeGreaterThan(0);
  expect([...touches].filter((index) => kept.has(index))).toEqual([]);
});
