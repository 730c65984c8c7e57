import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createAdamW } from './adamw';
import { startTestBackend } from './testing/backends';
import { readJson } from './testing/fixtures';
import { BACKENDS, expectClose } from './testing/gradients';

interface AdamFixture {
  lr: number;
  weight_decay: number;
  w0: number[];
  gradients: number[][];
  steps: { w: number[] }[];
}
interface OptimiserFixture extends Record<'adamw' | 'adamw_no_decay' | 'adamw_lr_3e-5', AdamFixture> {
  clip_global_norm: {
    a: number[];
    b: number[][];
    total_norm: number;
    cases: { max_norm: number; coefficient: number; a: number[]; b: number[][] }[];
  };
}

const fixture = readJson<OptimiserFixture>('fixtures/losses/optimiser.json');
const NO_CLIP = { clipNorm: 0 };

function parameter(name: string, values: number[]) {
  return { name, value: tf.keep(tf.tensor1d(values)) as tf.Tensor };
}

describe.each(BACKENDS)('AdamW on %s', (backend) => {
  it.each(['adamw', 'adamw_no_decay', 'adamw_lr_3e-5'] as const)('follows PyTorch: %s', async (entry) => {
    await startTestBackend(backend);
    const { lr, weight_decay, w0, gradients, steps } = fixture[entry];
    const weight = parameter('dense.weight', w0);
    const optimiser = createAdamW([weight], null, { weightDecay: weight_decay, ...NO_CLIP });
    for (const [step, values] of gradients.entries()) {
      const gradient = tf.tensor1d(values);
      optimiser.collect({ dense: [gradient], rows: null });
      optimiser.update(0, lr);
      gradient.dispose();
      expectClose(await weight.value.data(), steps[step]!.w, 1e-6);
    }
    optimiser.dispose();
    weight.value.dispose();
  });

  it('measures the global norm', async () => {
    await startTestBackend(backend);
    const { a, b, total_norm } = fixture.clip_global_norm;
    const weights = [parameter('a', a), parameter('b', b.flat())];
    const optimiser = createAdamW(weights, null, { weightDecay: 0, clipNorm: 1 });
    const gradients = [tf.tensor1d(a), tf.tensor1d(b.flat())];
    optimiser.collect({ dense: gradients, rows: null });
    expect(Math.abs((await optimiser.norm()) / total_norm - 1)).toBeLessThan(1e-6);
    optimiser.dispose();
    tf.dispose([gradients, ...weights.map(({ value }) => value)]);
  });

  it('clips by the coefficient of PyTorch', async () => {
    await startTestBackend(backend);
    const { a, total_norm, cases } = fixture.clip_global_norm;
    for (const { max_norm, a: clipped } of cases) {
      const weight = parameter('dense.weight', new Array<number>(a.length).fill(0));
      const optimiser = createAdamW([weight], null, { weightDecay: 0, clipNorm: max_norm });
      const gradient = tf.tensor1d(a);
      optimiser.collect({ dense: [gradient], rows: null });
      optimiser.update(total_norm, 1e-3);
      const { first } = await optimiser.state();
      // After one step the first moment is a tenth of the clipped gradient.
      expectClose(
        first.get('dense.weight')!.data.map((value) => 10 * value),
        clipped,
        1e-6,
      );
      optimiser.dispose();
      tf.dispose([gradient, weight.value]);
    }
  });
});

describe('AdamW', () => {
  it('decays neither biases nor layer norms', async () => {
    await startTestBackend('wasm');
    const names = ['embeddings.word_embeddings.weight', 'output.dense.bias', 'output.LayerNorm.weight'];
    const parameters = names.map((name) => parameter(name, [1]));
    const optimiser = createAdamW(parameters, null, { weightDecay: 0.5, ...NO_CLIP });
    const zero = tf.zeros([1]);
    optimiser.collect({ dense: [zero, zero, zero], rows: null });
    optimiser.update(0, 0.1);
    const values = await Promise.all(parameters.map(async ({ value }) => (await value.data())[0]!));
    expectClose(values, [0.95, 1, 1], 1e-7);
    optimiser.dispose();
    tf.dispose([zero, ...parameters.map(({ value }) => value)]);
  });

  it('refuses a state of another encoder and keeps its own', async () => {
    await startTestBackend('wasm');
    const weight = parameter('dense.weight', [1, 2]);
    const optimiser = createAdamW([weight], null, { weightDecay: 0, ...NO_CLIP });
    const before = await optimiser.state();
    expect(() => optimiser.restore({ step: 3, first: new Map(), second: new Map() })).toThrow(
      /dense\.weight.*missing/,
    );
    expect(await optimiser.state()).toEqual(before);
    optimiser.dispose();
    weight.value.dispose();
  });
});
