import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { selectTexts } from '../core/selectTexts';
import type { Weights } from '../core/encoderDefinition';
import { collate } from './collate';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { contrastiveInput } from './losses/terms';
import type { StepInput, StepTerm } from './losses/terms';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { expectClose } from './testing/gradients';
import { numbers } from './testing/outcomes';
import { createTrainer } from './trainer';
import type { TrainerOptions } from './trainer';

const LOSS = { temperature: 0.05, direction: 'one-way' } as const;
const OPTIONS: TrainerOptions = { weightDecay: 0.01, clipNorm: 1 };

const { steps } = readJson<{ steps: { query_ids: number[][]; passage_ids: number[][] }[] }>(
  'fixtures/training/tiny-e5/batches.json',
);
const inputOf = (step: number, loss: Parameters<typeof contrastiveInput>[2] = LOSS): StepInput =>
  contrastiveInput(tokenTable(steps[step]!.query_ids), tokenTable(steps[step]!.passage_ids), loss);

function setUp(options: Partial<TrainerOptions> = {}, weights?: Weights) {
  const read = readEncoder('fixtures/encoders/tiny-e5');
  const encoder = createEncoder(read.definition, weights ?? read.weights);
  const trainer = createTrainer(encoder, { ...OPTIONS, ...options });
  const dispose = (): void => {
    trainer.dispose();
    encoder.dispose();
  };
  return { encoder, trainer, dispose };
}

/** Gradients of a first step by tensor: the first moment is (1 - beta1) times the gradient where nothing is clipped. */
async function gradientsOf(
  input: StepInput | StepInput[],
  options: Partial<TrainerOptions>,
): Promise<Weights> {
  const { trainer, dispose } = setUp({ ...options, clipNorm: 0 });
  await trainer.step(input, 1e-3);
  const { first, extra } = await trainer.state();
  const learned = [...extra].filter(([name]) => name.endsWith('.first'));
  const gradients = new Map(
    [...first, ...learned].map(([name, { shape, data }]) => [name, { shape, data: data.map((x) => 10 * x) }]),
  );
  dispose();
  return gradients;
}

function expectSame(actual: Weights, expected: Weights, tolerance: number): void {
  expect([...actual.keys()]).toEqual([...expected.keys()]);
  for (const [name, { data }] of expected) expectClose(actual.get(name)!.data, data, tolerance);
}

/** One term of every kind over the 16 texts of a batch, by which nothing is masked and all vectors have gradients. */
function everyTerm(): StepTerm[] {
  const [queries, passages] = [
    { first: 0, count: 8 },
    { first: 8, count: 8 },
  ];
  const [half, all] = [
    { first: 4, count: 8 },
    { first: 0, count: 16 },
  ];
  const labels = Int32Array.from({ length: 16 }, (_, row) => row % 3);
  const classifier = { weight: numbers(2 * 32, 5), classes: 2, clamp: 5 };
  const losses: StepTerm['loss'][] = [
    {
      kind: 'contrastive',
      queries,
      passages,
      mask: new Uint8Array(64),
      temperature: 'learned',
      direction: 'symmetric',
    },
    { kind: 'coral', source: queries, target: passages },
    { kind: 'mmd', source: half, target: queries, estimate: 'unbiased' },
    { kind: 'adversarial', rows: [all], labels, classifier: 'domain', lambda: 0.7, on: 'pooled' },
    {
      kind: 'adversarial',
      rows: [passages, queries],
      labels,
      classifier: 'language',
      lambda: 0.3,
      on: 'unit',
    },
    { kind: 'confusion', rows: [half], classifier },
    { kind: 'mse', rows: [passages], target: numbers(8 * 32, 6) },
    { kind: 'alignment-mse', left: queries, right: half, teacher: numbers(8 * 32, 7) },
    { kind: 'score-kl', queries, passages, teacher: numbers(64, 8), temperature: 0.5 },
  ];
  return losses.map((loss, index) => ({ name: `${loss.kind} ${index}`, weight: 0.5 + 0.25 * index, loss }));
}
const LEARNED = {
  classifiers: ['domain', 'language'].map((name) => ({ name, classes: 3, dimensions: 32, rate: 1e-3 })),
  temperature: 0.05,
  temperatureLearned: true,
};

describe.each(['wasm', 'webgpu'] as const)('a step of several terms on %s', (backend) => {
  it('has the gradients of the weighted terms, each by itself', async () => {
    await startTestBackend(backend);
    const terms = everyTerm().filter((_, index) => index !== 3 && index !== 4);
    const whole = await gradientsOf({ ...inputOf(0), terms }, LEARNED);
    const sum: Weights = new Map();
    for (const term of terms)
      for (const [name, { shape, data }] of await gradientsOf({ ...inputOf(0), terms: [term] }, LEARNED)) {
        const before = sum.get(name)?.data;
        sum.set(name, { shape, data: data.map((x, i) => x + (before?.[i] ?? 0)) });
      }
    expectSame(whole, sum, 1e-5);
    if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
  });

  it('has the same gradients chunk by chunk, whatever the terms', async () => {
    await startTestBackend(backend);
    const input = { ...inputOf(0), terms: everyTerm() };
    const cached = await gradientsOf(input, { ...LEARNED, chunkTexts: 5 });
    expectSame(cached, await gradientsOf(input, LEARNED), 1e-5);
  });

  it('gives values, the weighted sum, unit vectors that were asked for, and holds on to no tensor', async () => {
    await startTestBackend(backend);
    const start = tf.memory().numTensors;
    const { encoder, trainer, dispose } = setUp({ ...LEARNED, chunkTexts: 6 });
    const input = { ...inputOf(0), terms: everyTerm(), read: [{ first: 3, count: 2 }] };
    // The first step makes what the later ones use again.
    expect((await trainer.step(input, 1e-3)).temperature).toBeCloseTo(0.05, 8);
    const embedded = tf.tidy(() => encoder.embed(collate(input.texts, encoder.definition)));
    const expected = (await embedded.data()).slice(3 * 32, 5 * 32);
    embedded.dispose();
    const before = tf.memory().numTensors;
    const { loss, terms, embeddings } = await trainer.step(input, 1e-3);
    expect(tf.memory().numTensors).toBe(before);
    expectClose(
      [loss],
      [input.terms.reduce((sum, { name, weight }) => sum + weight * terms[name]!, 0)],
      1e-6,
    );
    expect(embeddings).toHaveLength(1);
    expectClose(embeddings![0]!, expected, 1e-5);
    dispose();
    expect(tf.memory().numTensors).toBe(start);
    if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
  });

  it('goes on from its state to the last bit', async () => {
    await startTestBackend(backend);
    const input = (step: number): StepInput => ({ ...inputOf(step), terms: everyTerm() });
    const whole = setUp(LEARNED);
    for (const step of [0, 1]) await whole.trainer.step(input(step), 1e-3);
    const [weights, state] = [await whole.encoder.exportWeights(), await whole.trainer.state()];
    const resumed = setUp(LEARNED, weights);
    resumed.trainer.restore(state);
    for (const step of [2, 3])
      expect(await resumed.trainer.step(input(step), 1e-3)).toEqual(
        await whole.trainer.step(input(step), 1e-3),
      );
    expect(await resumed.trainer.state()).toEqual(await whole.trainer.state());
    expect(await resumed.encoder.exportWeights()).toEqual(await whole.encoder.exportWeights());
    whole.dispose();
    resumed.dispose();
  });
});

describe('trainer on wasm', () => {
  it('takes the mean of the gradients of several inputs', async () => {
    await startTestBackend('wasm');
    const [first, second] = [await gradientsOf(inputOf(0), {}), await gradientsOf(inputOf(1), {})];
    const mean: Weights = new Map(
      [...first].map(([name, { shape, data }]) => {
        const other = second.get(name)!.data;
        return [name, { shape, data: data.map((x, i) => (x + other[i]!) / 2) }];
      }),
    );
    expectSame(await gradientsOf([inputOf(0), inputOf(1)], {}), mean, 1e-5);
    expectSame(await gradientsOf([inputOf(0), inputOf(1)], { chunkTexts: 6 }), mean, 1e-5);
    const { trainer, dispose } = setUp();
    const { loss, terms } = await trainer.step([inputOf(0), inputOf(1)], 1e-3);
    const { loss_float64: losses } = readJson<{ loss_float64: number[] }>(
      'fixtures/training/tiny-e5/one-way.json',
    );
    expect(Math.abs(terms['contrastive']! - loss)).toBeLessThan(1e-6);
    expect(Math.abs((await single(0)) - losses[0]!)).toBeLessThan(1e-4);
    expect(Math.abs(loss - ((await single(0)) + (await single(1))) / 2)).toBeLessThan(1e-6);
    dispose();

    async function single(step: number): Promise<number> {
      const one = setUp();
      const report = await one.trainer.step(inputOf(step), 0);
      one.dispose();
      return report.loss;
    }
  });

  it('drops the same elements in both runs of a chunk', async () => {
    await startTestBackend('wasm');
    // A mean over single texts: of four inputs of one chunk each, which are run once, or of one input in four chunks.
    const { texts } = inputOf(0);
    const target = (rows: number) => Float32Array.from({ length: 32 * rows }, (_, i) => Math.sin(i % 32));
    const mse = (rows: number): StepTerm[] => [
      {
        name: 'mse',
        weight: 1,
        loss: { kind: 'mse', rows: [{ first: 0, count: rows }], target: target(rows) },
      },
    ];
    const parts = [0, 4, 8, 12].map((first) => {
      const chosen = selectTexts(texts, [first, first + 1, first + 2, first + 3]);
      return { texts: chosen, terms: mse(4) };
    });
    const dropped = { dropout: 0.3, seed: 5 };
    const cached = await gradientsOf({ texts, terms: mse(16) }, { ...dropped, chunkTexts: 4 });
    expectSame(cached, await gradientsOf(parts, dropped), 1e-5);
  });

  it('moves a learned temperature by the learning rate at its first step, and no further than to 0.01', async () => {
    await startTestBackend('wasm');
    const learned = (temperature: number) => setUp({ temperature, temperatureLearned: true });
    const { trainer, dispose } = learned(0.05);
    const input = inputOf(0, { temperature: 'learned', direction: 'one-way' });
    expect((await trainer.step(input, 0.25)).temperature).toBeCloseTo(0.05, 8);
    // AdamW's first step is the learning rate, whatever the size of the gradient: log(1 / temperature) moves by 1/4.
    const moved = (await trainer.state()).extra.get('temperature')!.data[0]!;
    expect(Math.abs(moved + Math.log(0.05))).toBeCloseTo(0.25, 5);
    dispose();
    for (const [start, least] of [
      [0.0101, 0.01],
      [0.005, 0.005],
    ] as const) {
      const near = learned(start);
      for (let step = 0; step < 12; step++)
        await near.trainer.step(inputOf(step, { temperature: 'learned', direction: 'one-way' }), 0.02);
      expect((await near.trainer.state()).extra.get('temperature')!.data[0]!).toBeLessThanOrEqual(
        Math.fround(-Math.log(least)),
      );
      near.dispose();
    }
  });

  it('leaves out terms of weight 0, and refuses a step without any other', async () => {
    await startTestBackend('wasm');
    const { trainer, dispose } = setUp();
    const input = inputOf(0);
    const coral = { kind: 'coral', source: { first: 0, count: 8 }, target: { first: 8, count: 8 } } as const;
    const { terms } = await trainer.step(
      { ...input, terms: [...input.terms, { name: 'coral', weight: 0, loss: coral }] },
      1e-3,
    );
    expect(Object.keys(terms)).toEqual(['contrastive']);
    await expect(trainer.step({ ...input, terms: [] }, 1e-3)).rejects.toMatchObject({
      code: 'bad-configuration',
    });
    dispose();
  });

  it('says which rows or classifier a term asks for in vain', async () => {
    await startTestBackend('wasm');
    const { trainer, dispose } = setUp();
    const before = tf.memory().numTensors;
    const asks = (loss: StepTerm['loss']) =>
      trainer.step({ ...inputOf(0), terms: [{ name: 'x', weight: 2, loss }] }, 1e-3);
    await expect(
      asks({ kind: 'mse', rows: [{ first: 10, count: 7 }], target: new Float32Array(7 * 32) }),
    ).rejects.toThrow('7 rows from row 10 on, of 16 texts');
    const rows = [{ first: 0, count: 2 }];
    await expect(
      asks({
        kind: 'adversarial',
        rows,
        labels: new Int32Array(2),
        classifier: 'domain',
        lambda: 1,
        on: 'unit',
      }),
    ).rejects.toThrow('the classifier domain');
    await expect(
      asks({ kind: 'coral', source: { first: 0, count: 1 }, target: { first: 1, count: 2 } }),
    ).rejects.toThrow('at least 2 texts');
    expect(tf.memory().numTensors).toBe(before);
    dispose();
  });
});
