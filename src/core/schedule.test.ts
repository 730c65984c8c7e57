import { describe, expect, it } from 'vitest';
import optimiser from '../../fixtures/losses/optimiser.json';
import trajectory from '../../fixtures/training/tiny-xlmr/one-way.json';
import { learningRateAt } from './schedule';

describe('learningRateAt', () => {
  it('follows the rates of the training fixtures: (s + 1) / 3, then (30 - s) / 27', () => {
    const schedule = { steps: 30, learningRate: 1e-3, warmup: 0.1, schedule: 'linear' } as const;
    for (const [step, rate] of trajectory.lr_per_step.entries()) {
      expect(learningRateAt(step, schedule)).toBeCloseTo(rate, 15);
    }
  });

  it("follows Hugging Face's cosine after the warm-up", () => {
    const { steps, warmup_steps, hugging_face_cosine } = optimiser.schedules;
    const schedule = { steps, learningRate: 1, warmup: warmup_steps / steps, schedule: 'cosine' } as const;
    for (let step = warmup_steps; step < steps; step++)
      expect(learningRateAt(step, schedule)).toBeCloseTo(hugging_face_cosine.factors[step]!, 14);
  });

  it('stays constant after the warm-up if asked to', () => {
    const schedule = { steps: 10, learningRate: 0.5, warmup: 0.2, schedule: 'constant' } as const;
    expect([0, 1, 2, 9].map((step) => learningRateAt(step, schedule))).toEqual([0.25, 0.5, 0.5, 0.5]);
  });

  it('copes with no warm-up and with nothing but warm-up', () => {
    const linear = { steps: 4, learningRate: 1, schedule: 'linear' } as const;
    const rates = (warmup: number) => [0, 1, 2, 3].map((step) => learningRateAt(step, { ...linear, warmup }));
    expect(rates(0)).toEqual([1, 0.75, 0.5, 0.25]);
    expect(rates(1)).toEqual([0.25, 0.5, 0.75, 1]);
  });
});
