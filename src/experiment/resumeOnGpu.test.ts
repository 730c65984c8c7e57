import { expect, it } from 'vitest';
import { deviceErrors } from '../engine/gpuDevice';
import { startTestBackend } from '../engine/testing/backends';
import { adaptationTerm, type Configuration } from '../protocol';
import { brokenOff, expectSameEnd, isStep } from './testing/brokenOff';
import { tokenizedMaterials } from './testing/smallStage';

it('goes on to the same end on WebGPU, with all that a run can learn, bit for bit', async () => {
  await startTestBackend('webgpu');
  const adaptation = [
    adaptationTerm.parse({ kind: 'modir', texts: 2, queue: 16 }),
    adaptationTerm.parse({ kind: 'adversarial', by: 'language', texts: 2 }),
  ];
  const more = { temperatureLearned: true, hardNegatives: 1, hardNegativeEvery: 2, accumulate: 2 };
  // Evaluations are slow on a software GPU: those before and after the run alone.
  const short = { steps: 3, languages: ['de', 'en'], evaluateEvery: 0, validation: 0 };
  const config: Configuration = { ...brokenOff, ...more, ...short, selectBy: 'none', adaptation };
  await expectSameEnd(await tokenizedMaterials(), config, [(e) => (isStep(e, 2) ? 'leave' : 'go')]);
  expect(deviceErrors()).toEqual([]);
});
