import { expect, it } from 'vitest';
import type { Weights } from '../core/encoderDefinition';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { contrastiveInput } from './losses/terms';
import { createTrainer } from './trainer';

interface Batches {
  steps: { query_ids: number[][]; passage_ids: number[][] }[];
}

async function trained(steps: number): Promise<Weights> {
  const { definition, weights } = readEncoder('fixtures/encoders/tiny-e5');
  const encoder = createEncoder(definition, weights);
  const trainer = createTrainer(encoder, {
    weightDecay: 0.01,
    clipNorm: 1,
    dropout: 0.1,
    seed: 7,
  });
  const batches = readJson<Batches>('fixtures/training/tiny-e5/batches.json').steps;
  for (let step = 0; step < steps; step++) {
    const { query_ids, passage_ids } = batches[step % batches.length]!;
    const loss = { temperature: 0.05, direction: 'symmetric' } as const;
    await trainer.step(contrastiveInput(tokenTable(query_ids), tokenTable(passage_ids), loss), 1e-3);
  }
  const result = await encoder.exportWeights();
  trainer.dispose();
  encoder.dispose();
  return result;
}

// The barrier-free kernels are held to it over 100 steps in trainable.test.ts; these are slow on a software GPU.
it('training twice with the tiled kernels gives the same weights to the last bit', async () => {
  await startTestBackend('webgpu', { variant: 'tiled' });
  const first = await trained(2);
  // On another device, so that no buffer holds what the first run left.
  await startTestBackend('webgpu', { variant: 'tiled' });
  expect(await trained(2)).toEqual(first);
  expect(deviceErrors()).toEqual([]);
});
