import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { infoNce } from './contrastive';
import { l2Normalize } from '../ops/l2Normalize';
import { startTestBackend } from '../testing/backends';
import { expectClose } from '../testing/gradients';
import { outcomeOf } from '../testing/outcomes';
import { lossFixture, tensorOf } from '../testing/layerFixtures';
import type { Nested } from '../testing/layerFixtures';

interface LossFixture {
  value: number;
  inputs: Record<'q' | 'p', Nested>;
  constants: { tau: number; mask?: number[][] };
  gradients: Record<'q' | 'p', Nested>;
}

const ENTRIES = [
  ['one_way_cosine_tau_1.0', 'one-way', 1e-5],
  ['one_way_cosine_tau_0.05', 'one-way', 1e-5],
  ['one_way_cosine_tau_0.01', 'one-way', 1e-4],
  ['symmetric_cosine_tau_0.05', 'symmetric', 1e-5],
  ['one_way_masked_false_negatives', 'one-way', 1e-5],
  ['symmetric_masked_false_negatives', 'symmetric', 1e-5],
] as const;

const TARGETS = [
  ['cpu', undefined],
  ['wasm', undefined],
  ['webgpu', 'barrier-free'],
  ['webgpu', 'tiled'],
] as const;

describe.each(TARGETS)('InfoNCE on %s %s', (backend, variant) => {
  it.each(ENTRIES)('agrees with the float64 reference: %s', async (entry, loss, tolerance) => {
    await startTestBackend(backend, { variant });
    const { inputs, constants, value, gradients } = lossFixture<LossFixture>('infonce.json', entry);
    const q = tensorOf(inputs.q);
    const pairs = q.shape[0]!;
    const mask = Uint8Array.from(constants.mask?.flat() ?? new Uint8Array(pairs ** 2));
    const options = { temperature: constants.tau, direction: loss };
    const actual = await outcomeOf(
      (queries, passages) => infoNce(l2Normalize(queries), l2Normalize(passages), mask, options),
      [q, tensorOf(inputs.p)],
      Float32Array.of(1),
    );
    expectClose(actual.output, [value], tolerance);
    expectClose(actual.gradients[0]!, tensorOf(gradients.q).data, tolerance);
    expectClose(actual.gradients[1]!, tensorOf(gradients.p).data, tolerance);
  });

  it('gives an excluded passage exactly no gradient', async () => {
    await startTestBackend(backend, { variant });
    const unit = { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) };
    const mask = Uint8Array.of(0, 1, 1, 0);
    const { output, gradients } = await outcomeOf(
      (q, p) => infoNce(q, p, mask, { temperature: 0.01, direction: 'symmetric' }),
      [unit, unit],
      Float32Array.of(1),
    );
    expect(Math.abs(output[0]!)).toBe(0);
    expect(gradients.flatMap((gradient) => [...gradient]).every((value) => Math.abs(value) === 0)).toBe(true);
    expect(tf.getBackend()).toBe(backend);
  });
});
