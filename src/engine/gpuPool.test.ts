import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng';
import type { TokenTable } from '../core/tokens';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { sizeClass, trimGpuMemory } from './gpuPool';
import { allocatedBytes } from './memory';
import { startTestBackend } from './testing/backends';
import { readEncoder, tokenTable } from './testing/fixtures';
import { contrastiveInput } from './losses/terms';
import { createTrainer } from './trainer';

describe('sizeClass', () => {
  it('holds the bytes, wastes an eighth at most, and is its own class', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (bytes) => {
        const size = sizeClass(bytes);
        expect(size).toBeGreaterThanOrEqual(bytes);
        expect(size).toBeLessThanOrEqual(Math.max(32, bytes * 1.125 + 32));
        expect(size % 4).toBe(0);
        expect(sizeClass(size)).toBe(size);
      }),
    );
  });
});

describe('GPU buffers of like size', () => {
  it('give back as many numbers as a tensor has, whatever the buffer', async () => {
    await startTestBackend('webgpu');
    for (const count of [1, 7, 9, 300, 301]) {
      const x = tf.fill([count], 3);
      const doubled = tf.mul(x, 2);
      expect([...(await doubled.data())]).toEqual(new Array(count).fill(6));
      tf.dispose([x, doubled]);
    }
    expect(deviceErrors()).toEqual([]);
  });

  it('stay as few over steps of mixed lengths', async () => {
    await startTestBackend('webgpu');
    const { definition, weights } = readEncoder('fixtures/encoders/tiny-e5');
    const encoder = createEncoder(definition, weights);
    const trainer = createTrainer(encoder, {
      weightDecay: 0,
      clipNorm: 1,
    });
    const rng = createRng(3);
    const loss = { temperature: 0.05, direction: 'one-way' } as const;
    const texts = (): TokenTable =>
      tokenTable(
        Array.from({ length: 3 }, () =>
          Array.from({ length: 3 + rng.int(30) }, () => rng.int(definition.vocabulary)),
        ),
      );
    const allocated: number[] = [];
    for (let step = 0; step < 60; step++) {
      await trainer.step(contrastiveInput(texts(), texts(), loss), 1e-4);
      allocated.push(allocatedBytes()!);
    }
    // Batches of 60 sizes: with a buffer for each size, every one of them would add a set.
    expect(allocated[59]! / allocated[19]!).toBeLessThan(1.5);
    expect(allocated[59]! / allocated[39]!).toBeLessThan(1.2);
    expect(deviceErrors()).toEqual([]);
    trainer.dispose();
    encoder.dispose();
  });
});

describe('trimGpuMemory', () => {
  it('frees idle buffers and leaves tensors in use as they are', async () => {
    await startTestBackend('webgpu');
    const kept = tf.tidy(() => tf.add(tf.fill([300, 300], 1), tf.fill([300, 300], 2)));
    await kept.data();
    const pool = () => tf.memory() as unknown as { numBytesAllocatedInGPU: number; numBytesInGPU: number };
    expect(pool().numBytesAllocatedInGPU).toBeGreaterThan(pool().numBytesInGPU);
    trimGpuMemory(0);
    expect(pool().numBytesAllocatedInGPU).toBe(pool().numBytesInGPU);
    const doubled = tf.mul(kept, 2);
    expect((await doubled.data()).every((value) => value === 6)).toBe(true);
    expect(deviceErrors()).toEqual([]);
    tf.dispose([kept, doubled]);
  });
});
