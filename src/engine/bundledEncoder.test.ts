import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { collate } from './collate';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { pool } from './ops/pool';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { largestDifference } from './testing/gradients';

interface ExpectedEmbedding {
  ids: number[];
  /** First 16 numbers of the mean of the last layer, and of that mean divided by its norm. */
  mean16: number[];
  unit16: number[];
  norm: number;
}

const { texts } = readJson<{ texts: ExpectedEmbedding[] }>('fixtures/models/expected-embeddings.json');

it.each([
  ['cpu', undefined],
  ['wasm', undefined],
  ['webgpu', 'barrier-free'],
  ['webgpu', 'tiled'],
] as const)('isoglot-nano embeds as PyTorch does on %s %s', async (backend, variant) => {
  await startTestBackend(backend, { variant });
  const { definition, weights } = readEncoder('public/encoders/isoglot-nano');
  const encoder = createEncoder(definition, weights);
  const batch = collate(tokenTable(texts.map(({ ids }) => ids)), definition);
  const { means, units } = tf.tidy(() => ({
    means: pool(encoder.hiddenStates(batch).at(-1)!, batch, 'mean'),
    units: encoder.embed(batch),
  }));
  const [mean, unit] = await Promise.all([means.data(), units.data()]);
  const differences = texts.flatMap(({ mean16, norm, unit16 }, text) => {
    const start = text * definition.hidden;
    const ownMean = mean.subarray(start, start + definition.hidden);
    return [
      largestDifference(ownMean.subarray(0, 16), mean16),
      Math.abs(Math.hypot(...ownMean) - norm),
      largestDifference(unit.subarray(start, start + 16), unit16),
    ];
  });
  expect(Math.max(...differences)).toBeLessThan(2e-4);
  expect(deviceErrors()).toEqual([]);
  tf.dispose([means, units]);
  encoder.dispose();
});
