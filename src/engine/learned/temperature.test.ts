import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { startTestBackend } from '../testing/backends';
import { readJson } from '../testing/fixtures';
import { createLearnedTemperature } from './temperature';

it('follows PyTorch’s AdamW without decay, as the logarithm of its inverse', async () => {
  await startTestBackend('wasm');
  const { lr, w0, gradients, steps } = readJson<{
    adamw_no_decay: { lr: number; w0: number[]; gradients: number[][]; steps: { w: number[] }[] };
  }>('fixtures/losses/optimiser.json').adamw_no_decay;
  for (const [number, start] of w0.entries()) {
    const temperature = createLearnedTemperature(Math.exp(-start), 0);
    for (const [step, slopes] of gradients.entries()) {
      // In two parts, as two batches of a step have them.
      for (const share of [0.25, 0.75]) {
        const slope = tf.scalar(share * slopes[number]!);
        temperature.collect([slope]);
        slope.dispose();
      }
      expect(await temperature.norm()).toBeCloseTo(Math.abs(slopes[number]!), 5);
      temperature.update(0, lr);
      expect(-Math.log(temperature.value())).toBeCloseTo(steps[step]!.w[number]!, 5);
    }
    temperature.dispose();
  }
});

it('falls to 0.01 and no further, or stays where it began if that is lower', async () => {
  await startTestBackend('wasm');
  for (const [start, least] of [
    [0.02, 0.01],
    [0.005, 0.005],
  ] as const) {
    const temperature = createLearnedTemperature(start, 0);
    const slope = tf.scalar(-1);
    for (let step = 0; step < 4; step++) {
      temperature.collect([slope]);
      await temperature.norm();
      temperature.update(0, 0.5);
    }
    expect(temperature.value()).toBeCloseTo(least, 8);
    slope.dispose();
    temperature.dispose();
  }
});
