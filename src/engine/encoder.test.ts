import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { DenseDefinition, EncoderDefinition } from '../core/encoderDefinition';
import { collate } from './collate';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { applyHead } from './head';
import { pool } from './ops/pool';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { largestDifference } from './testing/gradients';

interface Expected {
  texts: { token_ids: number[] }[];
  hidden_states_of_text: { index: number; hidden_states: number[][][] };
  /** One vector a text, before it is divided by its norm. */
  pooled: number[][];
  /** Only where there is a dense layer, before the division by the norm. */
  after_dense?: number[][];
  embedding: number[][];
}

/** The dense layer of tiny-labse, as its folder describes it. */
const DENSE: DenseDefinition = { path: '2_Dense', inputs: 32, outputs: 24, bias: true, activation: 'tanh' };

const ENCODERS: [string, EncoderDefinition['pooling'], DenseDefinition[]][] = [
  ['tiny-xlmr', 'mean', []],
  ['tiny-e5', 'mean', []],
  ['tiny-labse', 'cls', [DENSE]],
];

const TOLERANCES = {
  cpu: { hidden: 1e-5, embedding: 2e-6 },
  wasm: { hidden: 1e-5, embedding: 2e-6 },
  webgpu: { hidden: 1e-4, embedding: 2e-5 },
} as const;

describe.each([
  ['cpu', undefined],
  ['wasm', undefined],
  ['webgpu', 'barrier-free'],
  ['webgpu', 'tiled'],
] as const)('encoder on %s %s', (backend, variant) => {
  describe.each(ENCODERS)('%s, %s pooling', (name, pooling, dense) => {
    it('agrees with the reference', async () => {
      await startTestBackend(backend, { variant });
      const expected = readJson<Expected>('fixtures/encoders', name, 'expected.json');
      const { definition, weights } = readEncoder(`fixtures/encoders/${name}`, pooling, dense);
      const encoder = createEncoder(definition, weights);
      const table = tokenTable(expected.texts.map((text) => text.token_ids));
      const batch = collate(table, definition);
      const { states, pooled, head, embedding } = tf.tidy(() => {
        const states = encoder.hiddenStates(batch);
        const pooled = pool(states.at(-1)!, batch, pooling);
        const head = applyHead(pooled, dense, (name) => encoder.parameters.get(name)!.value);
        return { states, pooled, head: tf.clone(head), embedding: encoder.embed(batch) };
      });
      const tolerance = TOLERANCES[backend];
      expect(largestDifference(await pooled.data(), expected.pooled.flat())).toBeLessThan(tolerance.hidden);
      const after = expected.after_dense ?? expected.pooled;
      expect(largestDifference(await head.data(), after.flat())).toBeLessThan(tolerance.hidden);
      expect(largestDifference(await embedding.data(), expected.embedding.flat())).toBeLessThan(
        tolerance.embedding,
      );
      const { index, hidden_states } = expected.hidden_states_of_text;
      expect(states.length).toBe(hidden_states.length);
      for (const [level, state] of states.entries()) {
        const rows = hidden_states[level]!;
        const start = batch.firsts[index]! * definition.hidden;
        const own = (await state.data()).subarray(start, start + rows.flat().length);
        expect(largestDifference(own, rows.flat())).toBeLessThan(tolerance.hidden);
      }
      expect(deviceErrors()).toEqual([]);
      tf.dispose([states, pooled, head, embedding]);
      encoder.dispose();
    });
  });
});
