import { describe, expect, it } from 'vitest';
import type { Weights } from '../core/encoderDefinition';
import { createEncoder } from './encoder';
import { startTestBackend } from './testing/backends';
import { readEncoder } from './testing/fixtures';

const DIRECTORY = 'fixtures/encoders/tiny-xlmr';

function renamed(weights: Weights, prefix: string): Weights {
  return new Map([...weights].map(([name, tensor]) => [prefix + name, tensor]));
}

describe('createEncoder', () => {
  it.each(['', 'bert.', 'roberta.', '0.auto_model.'])(
    'exports what it was given, prefix "%s"',
    async (prefix) => {
      await startTestBackend('wasm');
      const { definition, weights } = readEncoder(DIRECTORY);
      const given = renamed(weights, prefix);
      const encoder = createEncoder(definition, given);
      const exported = await encoder.exportWeights();
      // The pooler, which is not used, is there too.
      expect(new Map([...exported].sort())).toEqual(new Map([...given].sort()));
      encoder.dispose();
    },
  );

  it('names a missing tensor', async () => {
    await startTestBackend('wasm');
    const { definition, weights } = readEncoder(DIRECTORY);
    weights.delete('encoder.layer.1.output.dense.bias');
    expect(() => createEncoder(definition, weights)).toThrow(
      /encoder\.layer\.1\.output\.dense\.bias is missing; \[32\] was expected/,
    );
  });

  it('names a tensor of the wrong shape, with both shapes', async () => {
    await startTestBackend('wasm');
    const { definition, weights } = readEncoder(DIRECTORY);
    expect(() => createEncoder({ ...definition, intermediate: 65 }, weights)).toThrow(
      /intermediate\.dense\.weight has the shape \[64, 32\]; \[65, 32\] was expected/,
    );
  });
});
