import { describe, expect, it } from 'vitest';
import type { Weights } from '../core/encoderDefinition';
import { parameterShapes } from '../engine/parameters';
import type { Checkpoint } from '../io/storage/checkpoint';
import { readEncoderDirectory } from '../io/encoderDirectory';
import { readDirectory } from '../io/nodeFiles';
import { defaultConfiguration } from '../protocol';
import { requireFit } from './checkpointFit';

const path = new URL('../../fixtures/encoders/tiny-e5', import.meta.url).pathname;
const { definition, weights } = await readEncoderDirectory(await readDirectory(path));
const NAME = 'encoder.layer.0.output.dense.bias';

function zeros(): Weights {
  return new Map(
    [...parameterShapes(definition)].map(([name, shape]) => [
      name,
      { shape, data: new Float32Array(shape.reduce((a, b) => a * b)) },
    ]),
  );
}

function check(change: (checkpoint: Checkpoint) => void): void {
  const checkpoint: Checkpoint = {
    weights: new Map(weights),
    optimiser: { step: 6, first: zeros(), second: zeros() },
    kept: null,
    best: null,
    extra: new Map(),
  };
  change(checkpoint);
  requireFit(checkpoint, definition, { ...defaultConfiguration, steps: 6 }, 'run/checkpoint');
}

describe('requireFit', () => {
  it('lets through what the encoder can go on from', () => {
    expect(() => check(() => undefined)).not.toThrow();
  });

  it.each<[says: string, change: (checkpoint: Checkpoint) => void]>([
    ['7 steps have been made, more than the 6', ({ optimiser }) => (optimiser.step = 7)],
    [`The tensor ${NAME} is missing`, (checkpoint) => checkpoint.weights.delete(NAME)],
    [
      `The tensor ${NAME} has the shape [1, 32]`,
      (checkpoint) => checkpoint.weights.set(NAME, { shape: [1, 32], data: new Float32Array(32) }),
    ],
    [`The first moment of the tensor ${NAME} is missing`, ({ optimiser }) => optimiser.first.delete(NAME)],
    [
      'The second moment of the tensor embeddings.word_embeddings.weight is missing or has another shape',
      ({ optimiser }) => {
        const tensor = optimiser.second.get('embeddings.word_embeddings.weight')!;
        tensor.shape = [...tensor.shape].reverse();
      },
    ],
  ])('says: %s', (says, change) => {
    expect(() => check(change)).toThrow(`run/checkpoint: ${says}`);
  });
});
