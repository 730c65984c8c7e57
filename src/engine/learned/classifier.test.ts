import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { startTestBackend } from '../testing/backends';
import { readJson } from '../testing/fixtures';
import { BACKENDS, expectClose } from '../testing/gradients';
import { createClassifier } from './classifier';

/** Steps of PyTorch's AdamW, each from a gradient that is given. */
const fixture = readJson<
  Record<
    'adamw' | 'adamw_lr_3e-5',
    { lr: number; weight_decay: number; w0: number[]; gradients: number[][]; steps: { w: number[] }[] }
  >
>('fixtures/losses/optimiser.json');
const WEIGHT = 'classifier.language.weight';

describe.each(BACKENDS)('a classifier beside the encoder on %s', (backend) => {
  it.each(['adamw', 'adamw_lr_3e-5'] as const)(
    'follows PyTorch at a rate of its own, whatever the rate of the encoder, also when it is gone on with: %s',
    async (entry) => {
      await startTestBackend(backend);
      const { lr, weight_decay, w0, gradients, steps } = fixture[entry];
      const made = () =>
        createClassifier({ name: 'language', classes: 1, dimensions: w0.length, rate: lr }, 3, 0, {
          weightDecay: weight_decay,
          clipNorm: 0,
        });
      let classifier = made();
      const start = await classifier.state();
      start.get(WEIGHT)!.data.set(w0);
      classifier.restore(start);
      for (const [step, values] of gradients.entries()) {
        const given = [tf.tensor2d([values]), tf.tensor1d([0])];
        classifier.collect(given);
        classifier.update(await classifier.norm(), 0.5 ** step);
        tf.dispose(given);
        const state = await classifier.state();
        expectClose(state.get(WEIGHT)!.data, steps[step]!.w, 1e-6);
        const next = made();
        next.restore(state);
        classifier.dispose();
        classifier = next;
      }
      classifier.dispose();
      if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
    },
  );

  it('starts apart from the others of its seed, within +-1 / sqrt(dimensions)', async () => {
    await startTestBackend(backend);
    const weightOf = async (index: number): Promise<number[]> => {
      const options = { name: 'language', classes: 8, dimensions: 16, rate: 1 };
      const classifier = createClassifier(options, 3, index, { weightDecay: 0, clipNorm: 0 });
      const { data } = (await classifier.state()).get(WEIGHT)!;
      classifier.dispose();
      return [...data];
    };
    const [first, second] = [await weightOf(0), await weightOf(1)];
    expect(first).not.toEqual(second);
    // PyTorch's Linear: uniform, so that the largest of 128 is rarely below .9 of the bound (.9 ** 128 = 1e-6).
    const largest = Math.max(...first.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(0.25);
    expect(largest).toBeGreaterThan(0.225);
  });

  it('stays as it is in a step without gradients', async () => {
    await startTestBackend(backend);
    const classifier = createClassifier({ name: 'language', classes: 2, dimensions: 3, rate: 0.01 }, 3, 0, {
      weightDecay: 0.01,
      clipNorm: 1,
    });
    const before = await classifier.state();
    classifier.update(await classifier.norm(), 0.01);
    expect(await classifier.state()).toEqual(before);
    classifier.dispose();
  });
});
