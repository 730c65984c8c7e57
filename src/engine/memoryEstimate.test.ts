import { describe, expect, it } from 'vitest';
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { createEncoder } from './encoder';
import { peakBytes } from './memory';
import { estimateStep } from './memoryEstimate';
import { parameterShapes } from './parameters';
import { startTestBackend } from './testing/backends';
import { readEncoder, tokenTable } from './testing/fixtures';
import { numbers } from './testing/outcomes';
import { ALL_TRAINED } from './trainable';
import type { Trainable } from './trainable';
import { contrastiveInput } from './losses/terms';
import type { StepInput } from './losses/terms';
import { createTrainer } from './trainer';

const { definition: tiny } = readEncoder('fixtures/encoders/tiny-e5');

function weightsOf(definition: EncoderDefinition): Weights {
  return new Map(
    [...parameterShapes(definition)].map(([name, shape]) => {
      const data = numbers(
        shape.reduce((a, b) => a * b),
        1,
      ).map((value) => 0.1 * value);
      return [name, { shape, data }];
    }),
  );
}

/** 2 * pairs texts of the lengths in turn. */
function texts(pairs: number, lengths: readonly number[], vocabulary: number) {
  const ids = Array.from({ length: 2 * pairs }, (_, text) =>
    Array.from({ length: lengths[text % lengths.length]! }, (_, i) => (31 * text + 7 * i) % vocabulary),
  );
  return { queries: tokenTable(ids.slice(0, pairs)), passages: tokenTable(ids.slice(pairs)) };
}

const LORA = { rank: 4, alpha: 8, targets: ['query', 'value', 'feed-forward'], seed: 0 } as const;
const wide = { ...tiny, hidden: 64, intermediate: 256, layers: 3, vocabulary: 500, dimensions: 64 };
const cases: [
  what: string,
  EncoderDefinition,
  Trainable,
  { pairs: number; lengths: number[]; dropout: number; chunkTexts: number; inputs?: number },
][] = [
  ['activations above all', wide, ALL_TRAINED, { pairs: 16, lengths: [20, 40], dropout: 0, chunkTexts: 0 }],
  ['dropout', wide, ALL_TRAINED, { pairs: 16, lengths: [20, 40], dropout: 0.1, chunkTexts: 0 }],
  ['chunks', wide, ALL_TRAINED, { pairs: 16, lengths: [20, 40], dropout: 0, chunkTexts: 4 }],
  ['adapters', wide, { ...ALL_TRAINED, lora: LORA }, { pairs: 16, lengths: [30], dropout: 0, chunkTexts: 0 }],
  ['accumulation', wide, ALL_TRAINED, { pairs: 8, lengths: [20, 40], dropout: 0, chunkTexts: 0, inputs: 3 }],
  [
    'few short texts',
    { ...wide, layers: 6 },
    ALL_TRAINED,
    { pairs: 2, lengths: [5], dropout: 0, chunkTexts: 0 },
  ],
  [
    'a large vocabulary',
    { ...wide, vocabulary: 20_000 },
    ALL_TRAINED,
    { pairs: 4, lengths: [10], dropout: 0, chunkTexts: 0 },
  ],
  [
    'frozen parts',
    { ...wide, vocabulary: 20_000 },
    { embeddings: 'frozen', frozenLayers: 2, lora: null },
    { pairs: 4, lengths: [30], dropout: 0, chunkTexts: 0 },
  ],
];

describe.each(['wasm', 'webgpu'] as const)('the estimate of a step on %s', (backend) => {
  it.each(cases)('is within 1.3 times of what is measured: %s', async (_, definition, trainable, step) => {
    await startTestBackend(backend);
    const { queries, passages } = texts(step.pairs, step.lengths, definition.vocabulary);
    const encoder = createEncoder(definition, weightsOf(definition), trainable);
    const trainer = createTrainer(encoder, {
      weightDecay: 0,
      clipNorm: 1,
      ...step,
    });
    const input = contrastiveInput(queries, passages, { temperature: 0.1, direction: 'one-way' });
    const inputs = new Array<StepInput>(step.inputs ?? 1).fill(input);
    const train = () => trainer.step(inputs, 1e-4);
    await train();
    const measured = await peakBytes(train);
    trainer.dispose();
    encoder.dispose();
    const estimate = estimateStep(
      definition,
      trainable,
      { ...step, texts: inputs.map(({ texts }) => texts) },
      backend === 'webgpu',
    );
    expect(measured / estimate.total).toBeLessThan(1.3);
    expect(estimate.total / measured).toBeLessThan(1.3);
  });
});
