import { beforeAll, describe, it } from 'vitest';
import { adaptationTerm, type Configuration } from '../protocol';
import type { TokenizedCorpus } from './stage';
import { brokenOff, expectSameEnd, isStep, killedAt, type End } from './testing/brokenOff';
import { startTestBackend, tokenizedMaterials } from './testing/smallStage';

const MODIR = adaptationTerm.parse({ kind: 'modir', texts: 4, queue: 16 });

let tokenized: TokenizedCorpus;
beforeAll(async () => {
  await startTestBackend('wasm');
  tokenized = await tokenizedMaterials();
});

describe('a run that is broken off', () => {
  it.each<[when: string, patch: Partial<Configuration>, ends: End[]]>([
    [
      'by Ctrl-C after a step, learning a temperature',
      { temperatureLearned: true, margin: 0.1 },
      [(e) => (isStep(e, 3) ? 'leave' : 'go')],
    ],
    [
      'by Ctrl-C, with several batches a step, hard negatives and what MoDIR has learnt',
      { accumulate: 2, alphaSchedule: 'linear', hardNegatives: 1, hardNegativeEvery: 3, adaptation: [MODIR] },
      [(e) => (isStep(e, 2) ? 'leave' : 'go'), (e) => (isStep(e, 5) ? 'leave' : 'go')],
    ],
    ['by Ctrl-C where an evaluation is due', {}, [(e) => (isStep(e, 4) ? 'leave' : 'go')]],
    ['by Ctrl-C after the last step', {}, [(e) => (isStep(e, 7) ? 'leave' : 'go')]],
    [
      'within an evaluation, then again, then between its last evaluation and its end',
      { vocabulary: 'corpus' },
      [
        killedAt((e, past) => e.type === 'progress' && past.some((p) => isStep(p, 4))),
        killedAt((e, past) => e.type === 'evaluation' && past.some((p) => isStep(p, 6))),
        killedAt((e) => e.type === 'checkpoint' && e.step === 7),
      ],
    ],
    [
      'with adapters and early stopping, when the end is decided',
      { loraRank: 2, patience: 1, learningRate: 0.5, steps: 30, evaluationSample: 0 },
      [
        killedAt(
          (e, past) => e.type === 'phase' && past.some((p) => p.type === 'evaluation' && p.step === 2),
        ),
      ],
    ],
  ])('%s goes on to the same end, bit for bit', async (_, patch, ends) => {
    await expectSameEnd(tokenized, { ...brokenOff, ...patch }, ends);
  });
});
