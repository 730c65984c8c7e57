import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { encodeTexts } from './encode';
import { createEncoder } from './encoder';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, tokenTable } from './testing/fixtures';
import { expectClose } from './testing/gradients';

interface Expected {
  texts: { token_ids: number[] }[];
  embedding: number[][];
}

const expected = readJson<Expected>('fixtures/encoders/tiny-xlmr/expected.json');
const table = tokenTable(expected.texts.map((text) => text.token_ids));

async function start() {
  await startTestBackend('wasm');
  const { definition, weights } = readEncoder('fixtures/encoders/tiny-xlmr');
  return createEncoder(definition, weights);
}

describe('encodeTexts', () => {
  it.each([1, 60, 10_000])(
    'gives the reference in input order, with %i tokens a batch',
    async (batchTokens) => {
      const encoder = await start();
      const before = tf.memory().numTensors;
      const run = encodeTexts(encoder, table, { batchTokens });
      const done: number[] = [];
      let next = await run.next();
      for (; !next.done; next = await run.next()) {
        expect(next.value.total).toBe(expected.texts.length);
        done.push(next.value.done);
      }
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(expected.texts.length);
      expectClose(next.value, expected.embedding.flat(), 2e-6);
      expect(tf.memory().numTensors).toBe(before);
      encoder.dispose();
    },
  );

  it('gives nothing for no texts', async () => {
    const encoder = await start();
    const run = encodeTexts(encoder, { ids: new Int32Array(0), offsets: new Int32Array(1) });
    expect(await run.next()).toEqual({ done: true, value: new Float32Array(0) });
    encoder.dispose();
  });

  it('stops when cancelled', async () => {
    const encoder = await start();
    const controller = new AbortController();
    const run = encodeTexts(encoder, table, { batchTokens: 60 }, controller.signal);
    await run.next();
    controller.abort();
    await expect(run.next()).rejects.toMatchObject({ code: 'cancelled' });
    encoder.dispose();
  });

  it('refuses broken weights instead of giving NaN', async () => {
    await startTestBackend('wasm');
    const { definition, weights } = readEncoder('fixtures/encoders/tiny-xlmr');
    weights.get('embeddings.LayerNorm.bias')!.data[0] = Infinity;
    const encoder = createEncoder(definition, weights);
    await expect(encodeTexts(encoder, table).next()).rejects.toMatchObject({ code: 'not-finite' });
    encoder.dispose();
  });
});
