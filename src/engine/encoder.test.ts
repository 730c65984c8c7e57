import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { collate } from './collate';
import { createEncoder } from './encoder';
import { finePadding, uniformPadding } from './padding';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { largestDifference } from './testing/gradients';

interface Expected {
  texts: { token_ids: number[] }[];
  hidden_states_of_text: { index: number; hidden_states: number[][][] };
  embedding: number[][];
}

const TOLERANCES = {
  cpu: { hidden: 1e-5, embedding: 2e-6 },
  wasm: { hidden: 1e-5, embedding: 2e-6 },
  webgpu: { hidden: 1e-4, embedding: 2e-5 },
} as const;

describe.each(['cpu', 'wasm', 'webgpu'] as const)('encoder on %s', (backend) => {
  describe.each(['tiny-xlmr', 'tiny-e5'])('%s', (name) => {
    it.each([
      ['fine', finePadding],
      ['uniform', uniformPadding],
    ])('agrees with the reference with %s padding', async (_, padding) => {
      await startTestBackend(backend);
      const expected = readJson<Expected>('fixtures/encoders', name, 'expected.json');
      const { definition, weights } = readEncoder(`fixtures/encoders/${name}`);
      const encoder = createEncoder(definition, weights);
      const table = tokenTable(expected.texts.map((text) => text.token_ids));
      const batch = collate(table, definition, padding);
      const { states, embedding } = tf.tidy(() => ({
        states: encoder.hiddenStates(batch),
        embedding: encoder.embed(batch),
      }));
      expect(largestDifference(await embedding.data(), expected.embedding.flat())).toBeLessThan(
        TOLERANCES[backend].embedding,
      );
      const { index, hidden_states } = expected.hidden_states_of_text;
      for (const [level, state] of states.entries()) {
        const rows = hidden_states[level]!;
        const start = batch.firsts[index]! * definition.hidden;
        const own = (await state.data()).subarray(start, start + rows.flat().length);
        expect(largestDifference(own, rows.flat())).toBeLessThan(TOLERANCES[backend].hidden);
      }
      encoder.dispose();
    });
  });
});
