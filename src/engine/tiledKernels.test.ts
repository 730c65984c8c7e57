import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { collate } from './collate';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { expectClose, GPU_VARIANTS } from './testing/gradients';
import { contrastiveInput } from './losses/terms';
import { createTrainer } from './trainer';

const LOSS = { temperature: 0.05, direction: 'one-way' } as const;

it('the encoder and the gradients agree with the reference with the kernels of real GPUs', async () => {
  await startTestBackend('webgpu', { variant: 'tiled' });
  const { definition, weights } = readEncoder('fixtures/encoders/tiny-e5');
  const encoder = createEncoder(definition, weights);
  const expected = readJson<{ texts: { token_ids: number[] }[]; embedding: number[][] }>(
    'fixtures/encoders/tiny-e5/expected.json',
  );
  const table = tokenTable(expected.texts.map((text) => text.token_ids));
  const embedding = tf.tidy(() => encoder.embed(collate(table, definition)));
  expectClose(await embedding.data(), expected.embedding.flat(), 2e-5);

  const trainer = createTrainer(encoder, {
    weightDecay: 0.01,
    clipNorm: 1,
  });
  const { steps } = readJson<{ steps: { query_ids: number[][]; passage_ids: number[][] }[] }>(
    'fixtures/training/tiny-e5/batches.json',
  );
  const trajectory = readJson<{ lr_per_step: number[]; loss_float64: number[]; grad_norm_float64: number[] }>(
    'fixtures/training/tiny-e5/one-way.json',
  );
  for (const step of [0, 1]) {
    const { query_ids, passage_ids } = steps[step]!;
    const report = await trainer.step(
      contrastiveInput(tokenTable(query_ids), tokenTable(passage_ids), LOSS),
      trajectory.lr_per_step[step]!,
    );
    expectClose([report.loss], [trajectory.loss_float64[step]!], 1e-4);
    expectClose([report.gradientNorm], [trajectory.grad_norm_float64[step]!], 1e-3);
  }
  expect(deviceErrors()).toEqual([]);
  trainer.dispose();
  encoder.dispose();
  embedding.dispose();
});

it.each(GPU_VARIANTS)('a weight that is not a number is seen in the loss, %s', async (variant) => {
  await startTestBackend('webgpu', { variant });
  const { definition, weights } = readEncoder('fixtures/encoders/tiny-e5');
  weights.get('encoder.layer.0.attention.self.key.weight')!.data[3] = NaN;
  const encoder = createEncoder(definition, weights);
  const options = { weightDecay: 0, clipNorm: 1 } as const;
  const trainer = createTrainer(encoder, options);
  const texts = tokenTable([
    [0, 5, 2],
    [0, 6, 7, 2],
  ]);
  await expect(trainer.step(contrastiveInput(texts, texts, LOSS), 1e-3)).rejects.toMatchObject({
    code: 'not-finite',
  });
  expect(deviceErrors()).toEqual([]);
  trainer.dispose();
  encoder.dispose();
});
