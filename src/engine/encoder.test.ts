import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { collate } from './collate';
import { createEncoder } from './encoder';
import { pool } from './ops/pool';
import { noPadding, uniformPadding } from './padding';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { largestDifference } from './testing/gradients';

interface Expected {
  texts: { token_ids: number[] }[];
  hidden_states_of_text: { index: number; hidden_states: number[][][] };
  /** One vector a text, before it is divided by its norm. */
  pooled: number[][];
  embedding: number[][];
}

/** Of tiny-labse all is compared but its dense layer behind the pooling, which encoders here do not have. */
const ENCODERS = [
  ['tiny-xlmr', 'mean'],
  ['tiny-e5', 'mean'],
  ['tiny-labse', 'cls'],
] as const;

const TOLERANCES = {
  cpu: { hidden: 1e-5, embedding: 2e-6 },
  wasm: { hidden: 1e-5, embedding: 2e-6 },
  webgpu: { hidden: 1e-4, embedding: 2e-5 },
} as const;

const normalized = (vector: number[]): number[] => {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
};

describe.each(['cpu', 'wasm', 'webgpu'] as const)('encoder on %s', (backend) => {
  describe.each(ENCODERS)('%s, %s pooling', (name, pooling) => {
    it.each([
      ['no', noPadding],
      ['uniform', uniformPadding],
    ])('agrees with the reference with %s padding', async (_, padding) => {
      await startTestBackend(backend);
      const expected = readJson<Expected>('fixtures/encoders', name, 'expected.json');
      const { definition, weights } = readEncoder(`fixtures/encoders/${name}`, pooling);
      const encoder = createEncoder(definition, weights);
      const table = tokenTable(expected.texts.map((text) => text.token_ids));
      const batch = collate(table, definition, padding);
      const { states, pooled, embedding } = tf.tidy(() => {
        const states = encoder.hiddenStates(batch);
        return { states, pooled: pool(states.at(-1)!, batch, pooling), embedding: encoder.embed(batch) };
      });
      const tolerance = TOLERANCES[backend];
      expect(largestDifference(await pooled.data(), expected.pooled.flat())).toBeLessThan(tolerance.hidden);
      const unit = pooling === 'cls' ? expected.pooled.map(normalized) : expected.embedding;
      expect(largestDifference(await embedding.data(), unit.flat())).toBeLessThan(tolerance.embedding);
      const { index, hidden_states } = expected.hidden_states_of_text;
      expect(states.length).toBe(hidden_states.length);
      for (const [level, state] of states.entries()) {
        const rows = hidden_states[level]!;
        const start = batch.firsts[index]! * definition.hidden;
        const own = (await state.data()).subarray(start, start + rows.flat().length);
        expect(largestDifference(own, rows.flat())).toBeLessThan(tolerance.hidden);
      }
      tf.dispose([states, pooled, embedding]);
      encoder.dispose();
    });
  });
});
