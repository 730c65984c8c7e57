import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Weights } from '../core/encoderDefinition';
import { deviceErrors } from './gpuDevice';
import { createEncoder } from './encoder';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, repositoryPath, tokenTable } from './testing/fixtures';
import { readSafetensors } from './testing/safetensors';
import { contrastiveInput } from './losses/terms';
import { createTrainer } from './trainer';
import type { Trainer } from './trainer';

interface Batches {
  steps: { query_ids: number[][]; passage_ids: number[][] }[];
}
interface Trajectory {
  optimizer: { weight_decay: number };
  lr_per_step: number[];
  loss_float64: number[];
  grad_norm_float64: number[];
  'temperature_0.01': { loss_float64: number[] };
}

const LOSS = { temperature: 0.05, direction: 'one-way' } as const;

function setUp(name: string, loss: 'one-way' | 'symmetric', temperature = 0.05) {
  const { definition, weights } = readEncoder(`fixtures/encoders/${name}`);
  const encoder = createEncoder(definition, weights);
  const trainer = createTrainer(encoder, { weightDecay: 0.01, clipNorm: 1 });
  const { steps } = readJson<Batches>('fixtures/training', name, 'batches.json');
  const trajectory = readJson<Trajectory>('fixtures/training', name, `${loss}.json`);
  const step = (index: number): ReturnType<Trainer['step']> => {
    const { query_ids, passage_ids } = steps[index]!;
    const input = contrastiveInput(tokenTable(query_ids), tokenTable(passage_ids), {
      temperature,
      direction: loss,
    });
    return trainer.step(input, trajectory.lr_per_step[index]!);
  };
  const dispose = (): void => {
    trainer.dispose();
    encoder.dispose();
  };
  return { encoder, trainer, trajectory, step, dispose };
}

/** README of the fixtures: 99.9 % of the elements within 1e-4, none off by more than 3e-3, key biases left out. */
function expectNear(actual: Weights, expected: Weights): void {
  let far = 0;
  let count = 0;
  let worst = 0;
  for (const [name, { data }] of expected) {
    if (name.endsWith('attention.self.key.bias')) continue;
    const own = actual.get(name)!.data;
    expect(own.length, name).toBe(data.length);
    for (let i = 0; i < data.length; i++) {
      const difference = Math.abs(own[i]! - data[i]!);
      worst = Math.max(worst, difference);
      if (difference > 1e-4) far++;
      count++;
    }
  }
  expect(worst).toBeLessThan(3e-3);
  expect(far / count).toBeLessThan(0.001);
}

describe.each(['tiny-xlmr', 'tiny-e5'])('training of %s', (name) => {
  it.each([
    ['wasm', 'one-way', 1e-5],
    ['wasm', 'symmetric', 1e-5],
    ['webgpu', 'one-way', 1e-4],
  ] as const)(
    'has the gradients of PyTorch at its first step on %s, %s',
    async (backend, loss, tolerance) => {
      await startTestBackend(backend);
      const { trainer, step, dispose } = setUp(name, loss);
      const { gradientNorm } = await step(0);
      const { first } = await trainer.state();
      // After one update the first moment is (1 - beta1) times the clipped gradient (Kingma & Ba 2015, algorithm 1).
      const share = 0.1 * Math.min(1, 1 / (gradientNorm + 1e-6));
      const file = repositoryPath('fixtures/training', name, `${loss}.grad-step0.safetensors`);
      const expected = readSafetensors(file);
      let worst = 0;
      for (const [tensor, { data }] of expected) {
        const own = first.get(tensor)!.data;
        expect(own.length, tensor).toBe(data.length);
        for (let i = 0; i < data.length; i++) worst = Math.max(worst, Math.abs(own[i]! / share - data[i]!));
      }
      expect(expected.size).toBeGreaterThan(30);
      expect(worst).toBeLessThan(tolerance);
      expect(deviceErrors()).toEqual([]);
      dispose();
    },
  );

  it.each(['one-way', 'symmetric'] as const)('follows PyTorch for 30 steps on wasm, %s', async (loss) => {
    await startTestBackend('wasm');
    const { encoder, trajectory, step, dispose } = setUp(name, loss);
    for (let index = 0; index < 30; index++) {
      const report = await step(index);
      expect(Math.abs(report.loss - trajectory.loss_float64[index]!)).toBeLessThan(1e-4);
      const norm = trajectory.grad_norm_float64[index]!;
      expect(Math.abs(report.gradientNorm / norm - 1)).toBeLessThan(1e-4);
      if ([1, 10, 30].includes(index + 1)) {
        const file = `fixtures/training/${name}/${loss}.params-after-${index + 1}.safetensors`;
        expectNear(await encoder.exportWeights(), readSafetensors(repositoryPath(file)));
      }
    }
    dispose();
  });

  it('follows the losses at temperature 0.01 on wasm', async () => {
    await startTestBackend('wasm');
    const { trajectory, step, dispose } = setUp(name, 'one-way', 0.01);
    for (let index = 0; index < 30; index++) {
      const { loss } = await step(index);
      expect(Math.abs(loss - trajectory['temperature_0.01'].loss_float64[index]!)).toBeLessThan(1e-2);
    }
    dispose();
  });

  it.each(['one-way', 'symmetric'] as const)('follows PyTorch for 30 steps on webgpu, %s', async (loss) => {
    await startTestBackend('webgpu');
    const { encoder, trajectory, step, dispose } = setUp(name, loss);
    for (let index = 0; index < 30; index++) {
      const report = await step(index);
      expect(Math.abs(report.loss - trajectory.loss_float64[index]!)).toBeLessThan(1e-3);
      const norm = trajectory.grad_norm_float64[index]!;
      expect(Math.abs(report.gradientNorm / norm - 1)).toBeLessThan(1e-3);
      if ([1, 10, 30].includes(index + 1)) {
        const file = `fixtures/training/${name}/${loss}.params-after-${index + 1}.safetensors`;
        expectNear(await encoder.exportWeights(), readSafetensors(repositoryPath(file)));
      }
    }
    expect(deviceErrors()).toEqual([]);
    dispose();
  });
});

describe('trainer on wasm', () => {
  it('gives bit-identical weights for the same inputs', async () => {
    await startTestBackend('wasm');
    const run = async (): Promise<Weights> => {
      const { encoder, step, dispose } = setUp('tiny-e5', 'one-way');
      for (let index = 0; index < 5; index++) await step(index);
      const weights = await encoder.exportWeights();
      dispose();
      return weights;
    };
    expect(await run()).toEqual(await run());
  });

  it('holds on to no tensor over 50 steps', async () => {
    await startTestBackend('wasm');
    const before = tf.memory().numTensors;
    const { step, dispose } = setUp('tiny-xlmr', 'symmetric');
    await step(0);
    const tensors = tf.memory().numTensors;
    for (let index = 0; index < 50; index++) await step(index % 30);
    expect(tf.memory().numTensors).toBe(tensors);
    dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('resumes from weights and optimiser state as if it had never stopped', async () => {
    await startTestBackend('wasm');
    const whole = setUp('tiny-e5', 'one-way');
    for (let index = 0; index < 3; index++) await whole.step(index);
    const weights = await whole.encoder.exportWeights();
    const state = await whole.trainer.state();
    const expected = [await whole.step(3), await whole.step(4)];
    whole.dispose();

    const { definition } = readEncoder('fixtures/encoders/tiny-e5');
    const encoder = createEncoder(definition, weights);
    const options = { weightDecay: 0.01, clipNorm: 1 } as const;
    const trainer = createTrainer(encoder, options);
    trainer.restore(state);
    const { steps } = readJson<Batches>('fixtures/training/tiny-e5/batches.json');
    const { lr_per_step } = readJson<Trajectory>('fixtures/training/tiny-e5/one-way.json');
    const resumed = [];
    for (const index of [3, 4]) {
      const { query_ids, passage_ids } = steps[index]!;
      const input = contrastiveInput(tokenTable(query_ids), tokenTable(passage_ids), LOSS);
      resumed.push(await trainer.step(input, lr_per_step[index]!));
    }
    expect(resumed).toEqual(expected);
    trainer.dispose();
    encoder.dispose();
  });

  it('refuses an update that is not finite and leaves the weights as they were', async () => {
    await startTestBackend('wasm');
    const { definition, weights } = readEncoder('fixtures/encoders/tiny-e5');
    weights.get('encoder.layer.1.output.dense.bias')!.data[3] = NaN;
    const encoder = createEncoder(definition, weights);
    const trainer = createTrainer(encoder, {
      weightDecay: 0,
      clipNorm: 1,
    });
    const texts = tokenTable([
      [0, 5, 2],
      [0, 6, 7, 2],
    ]);
    await expect(trainer.step(contrastiveInput(texts, texts, LOSS), 1e-3)).rejects.toMatchObject({
      code: 'not-finite',
    });
    expect(await encoder.exportWeights()).toEqual(weights);
    trainer.dispose();
    encoder.dispose();
  });
});
