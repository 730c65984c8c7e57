import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Weights } from '../core/encoderDefinition';
import { mergeAdapters } from '../core/mergeAdapters';
import { collate, concatTokens } from './collate';
import { createEncoder } from './encoder';
import { distinct } from './localIds';
import { infoNce } from './losses/contrastive';
import { deviceErrors } from './gpuDevice';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, repositoryPath, tokenTable } from './testing/fixtures';
import { expectClose } from './testing/gradients';
import { readSafetensors, readSafetensorsMetadata } from './testing/safetensors';
import { ALL_TRAINED } from './trainable';
import type { Trainable } from './trainable';
import { contrastiveInput } from './losses/terms';
import { createTrainer } from './trainer';
import type { TrainerOptions } from './trainer';

const OPTIONS = { weightDecay: 0.01, clipNorm: 1 } as const;
const LOSS = { temperature: 0.05, direction: 'one-way' } as const;
const LORA = { rank: 4, alpha: 8, targets: ['query', 'value'], seed: 3 } as const;

function setUp(
  name: string,
  trainable: Trainable,
  options: Partial<TrainerOptions> = {},
  extra: Weights = new Map(),
) {
  const { definition, weights } = readEncoder(`fixtures/encoders/${name}`);
  const encoder = createEncoder(definition, new Map([...weights, ...extra]), trainable);
  const trainer = createTrainer(encoder, { ...OPTIONS, ...options });
  const { steps } = readJson<{ steps: { query_ids: number[][]; passage_ids: number[][] }[] }>(
    `fixtures/training/${name}/batches.json`,
  );
  const queries = (index: number) => tokenTable(steps[index]!.query_ids);
  const passages = (index: number) => tokenTable(steps[index]!.passage_ids);
  const step = (index: number, learningRate = 1e-3) =>
    trainer.step(contrastiveInput(queries(index), passages(index), LOSS), learningRate);
  const dispose = (): void => {
    trainer.dispose();
    encoder.dispose();
  };
  return { definition, weights, encoder, trainer, step, queries, passages, dispose };
}

/** Names of the tensors that differ. */
function changed(before: Weights, after: Weights): string[] {
  return [...after.keys()].filter((name) => {
    const old = before.get(name);
    return !old || old.data.some((value, i) => value !== after.get(name)!.data[i]);
  });
}

describe.each(['wasm', 'webgpu'] as const)('what is trained, on %s', (backend) => {
  it.each(['lora-B0', 'lora-Brandom'])(
    'gives adapters the loss and gradients of PyTorch: %s',
    async (file) => {
      await startTestBackend(backend);
      for (const name of ['tiny-e5', 'tiny-xlmr']) {
        const path = repositoryPath(`fixtures/training/${name}/${file}.safetensors`);
        const all = readSafetensors(path);
        const { loss } = JSON.parse(readSafetensorsMetadata(path)['info']!) as { loss: number };
        const adapters = new Map([...all].filter(([tensor]) => !tensor.endsWith('.grad')));
        expect(adapters.size).toBeGreaterThan(7);
        const { trainer, step, dispose } = setUp(
          name,
          { ...ALL_TRAINED, lora: LORA },
          { clipNorm: 0 },
          adapters,
        );
        const report = await step(0);
        expect(Math.abs(report.loss - loss)).toBeLessThan(1e-4);
        const { first } = await trainer.state();
        expect([...first.keys()].sort()).toEqual([...adapters.keys()].sort());
        for (const tensor of adapters.keys()) {
          // The first moment after one step is a tenth of the gradient.
          const gradient = first.get(tensor)!.data.map((value) => 10 * value);
          expectClose(gradient, all.get(`${tensor}.grad`)!.data, backend === 'wasm' ? 2e-5 : 1e-4);
        }
        dispose();
      }
      if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
    },
  );

  it('leaves frozen embeddings and layers as they are and trains the rest', async () => {
    await startTestBackend(backend);
    const trainable = { embeddings: 'frozen', frozenLayers: 1, lora: null } as const;
    const { weights, encoder, trainer, step, dispose } = setUp('tiny-e5', trainable);
    await step(0);
    await step(1);
    const names = changed(weights, await encoder.exportWeights());
    const expected = [...weights.keys()].filter((name) => name.startsWith('encoder.layer.1.'));
    expect(names.sort()).toEqual(expected.sort());
    expect([...(await trainer.state()).first.keys()].sort()).toEqual(expected);
    dispose();
  });

  it('has the same gradients in chunks as in one go', async () => {
    await startTestBackend(backend);
    const norms = [];
    for (const chunkTexts of [0, 16, 5, 2]) {
      const { trainer, step, dispose } = setUp('tiny-e5', ALL_TRAINED, { chunkTexts });
      const report = await step(0);
      const { first } = await trainer.state();
      norms.push({ report, first });
      dispose();
    }
    const [whole, ...others] = norms;
    for (const { report, first } of others) {
      expectClose([report.loss, report.gradientNorm], [whole!.report.loss, whole!.report.gradientNorm], 1e-5);
      // The fixtures' README: 3e-7 in float32 on gradients; the first moment is a tenth of the clipped gradient.
      for (const [name, { data }] of whole!.first) expectClose(first.get(name)!.data, data, 1e-6);
    }
  });
});

it('drops the same elements both times that a chunk is run', async () => {
  await startTestBackend('wasm');
  const { definition, encoder, trainer, step, queries, passages, dispose } = setUp('tiny-e5', ALL_TRAINED, {
    dropout: 0.2,
    seed: 9,
    chunkTexts: 6,
    clipNorm: 0,
  });
  const texts = concatTokens(queries(0), passages(0));
  const chunks = [0, 6, 12].map((from) =>
    collate(
      texts,
      definition,
      Array.from({ length: Math.min(6, 16 - from) }, (_, i) => from + i),
    ),
  );
  const ids = distinct(texts.ids);
  const weight = encoder.parameters.get('encoder.layer.1.output.dense.weight')!;
  // The whole loss on one tape, with the keys that the trainer gives to the chunks of its first step.
  const expected = tf.tidy(() => {
    const rows = encoder.lookUp(ids);
    const embed = (): tf.Tensor =>
      tf.concat(
        chunks.map((chunk, index) =>
          encoder.embed(chunk, { words: { ids, rows }, dropout: 0.2, key: [9, 0xd0, 0, index] }),
        ),
      );
    const loss = (): tf.Tensor => {
      const [q, p] = tf.split(embed(), 2) as [tf.Tensor, tf.Tensor];
      return infoNce(q, p, new Uint8Array(64), LOSS);
    };
    return tf.engine().gradients(loss, [weight.value]).grads[0]!;
  });
  await step(0);
  const { first } = await trainer.state();
  expectClose(
    first.get(weight.name)!.data.map((value) => 10 * value),
    await expected.data(),
    1e-5,
  );
  expected.dispose();
  dispose();
});

it('drops other elements in every step', async () => {
  await startTestBackend('wasm');
  // At the learning rate 0 nothing but dropout tells one step from another.
  const lossesWith = async (dropout: number): Promise<number[]> => {
    const { step, dispose } = setUp('tiny-e5', ALL_TRAINED, { dropout });
    const losses = [(await step(0, 0)).loss, (await step(0, 0)).loss];
    dispose();
    return losses;
  };
  const [first, second] = await lossesWith(0.2);
  expect(second).not.toBe(first);
  const [plain, again] = await lossesWith(0);
  expect(again).toBe(plain);
});

describe('adapters', () => {
  it('merge into weights that embed as the adapted encoder does', async () => {
    await startTestBackend('wasm');
    const trainable = {
      ...ALL_TRAINED,
      lora: { ...LORA, targets: ['query', 'key', 'feed-forward'] as const },
    };
    const { definition, weights, encoder, step, dispose } = setUp('tiny-e5', trainable);
    for (let index = 0; index < 3; index++) await step(index, 1e-2);
    const exported = await encoder.exportWeights();
    const merged = mergeAdapters(exported, LORA.alpha / LORA.rank);
    expect([...merged.keys()].sort()).toEqual([...weights.keys()].sort());
    expect(changed(weights, merged).length).toBe(2 * 4);
    const table = tokenTable([
      [0, 5, 9, 2],
      [0, 7, 2],
    ]);
    const batch = collate(table, definition);
    const other = createEncoder(definition, merged);
    const [expected, actual] = [encoder, other].map((each) => tf.tidy(() => each.embed(batch)));
    expectClose(await actual!.data(), await expected!.data(), 1e-5);
    tf.dispose([expected!, actual!]);
    other.dispose();
    dispose();
  });

  it('merges by hand: W + scale B A', () => {
    const weights: Weights = new Map([
      ['x.weight', { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
      ['x.lora_A', { shape: [1, 2], data: Float32Array.of(5, 6) }],
      ['x.lora_B', { shape: [2, 1], data: Float32Array.of(1, -1) }],
    ]);
    expect(mergeAdapters(weights, 0.5)).toEqual(
      new Map([['x.weight', { shape: [2, 2], data: Float32Array.of(3.5, 5, 0.5, 1) }]]),
    );
  });
});

describe.each([
  ['wasm', 100],
  ['webgpu', 100],
] as const)('training with dropout on %s', (backend, count) => {
  it(`gives bit-identical weights after ${count} steps with the same seed, and others with another`, async () => {
    await startTestBackend(backend);
    const run = async (seed: number, steps: number): Promise<Weights> => {
      const { encoder, step, dispose } = setUp('tiny-e5', ALL_TRAINED, { dropout: 0.1, seed });
      for (let index = 0; index < steps; index++) await step(index % 30, 1e-4);
      const weights = await encoder.exportWeights();
      dispose();
      return weights;
    };
    const first = await run(1, count);
    expect(await run(1, count)).toEqual(first);
    expect(changed(await run(1, 2), await run(2, 2)).length).toBeGreaterThan(30);
    if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
  });
});
