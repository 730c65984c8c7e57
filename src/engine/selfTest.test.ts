import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startBackend } from './backend';
import { deviceErrors } from './gpuDevice';
import { selfTest } from './selfTest';
import { startTestBackend } from './testing/backends';
import { repositoryPath } from './testing/fixtures';
import { GPU_VARIANTS } from './testing/gradients';

const wasmPaths = repositoryPath('node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/');
const onFatal = vi.fn();

type Attributes = Record<string, unknown>;
let restore = (): void => undefined;

/** Replaces a GPU kernel by one that is called with other attributes, or in vain. */
function breakKernel(kernelName: string, change: (attributes: Attributes) => Attributes): void {
  const { kernelFunc } = tf.getKernel(kernelName, 'webgpu');
  const register = (own: typeof kernelFunc): void => {
    tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: own });
  };
  register((call) => kernelFunc({ ...call, attrs: change(call.attrs as Attributes) as tf.NamedAttrMap }));
  restore = () => register(kernelFunc);
}

afterEach(() => {
  restore();
  restore = () => undefined;
  vi.unstubAllGlobals();
  onFatal.mockReset();
});

describe('selfTest', () => {
  it.each(GPU_VARIANTS)('finds nothing wrong with the kernels as they are, %s', async (variant) => {
    await startTestBackend('webgpu', { variant });
    const tensors = tf.memory().numTensors;
    expect(await selfTest()).toBeNull();
    expect(tf.getBackend()).toBe('webgpu');
    expect(tf.memory().numTensors).toBe(tensors);
    expect(deviceErrors()).toEqual([]);
  });

  it.each([
    ['a wrong epsilon', 'IsoglotGpuAddLayerNorm', (attributes: Attributes) => ({ ...attributes, eps: 0.05 })],
    [
      'a wrong scale of scores',
      'IsoglotGpuAttentionProbabilities',
      (attributes: Attributes) => ({ ...attributes, scale: 0.3 }),
    ],
    [
      'threads left out',
      'IsoglotMeanRowsGradient',
      (attributes: Attributes) => ({ ...attributes, threads: 64 }),
    ],
    [
      'a loss that counts one direction',
      'IsoglotInfoNce',
      (attributes: Attributes) => ({ ...attributes, directions: 1 }),
    ],
  ])('finds %s', async (_, kernel, change) => {
    await startTestBackend('webgpu');
    breakKernel(kernel, change);
    expect(await selfTest()).toMatch(
      /^its self-test failed: a small training step gave another .* than on the CPU$/,
    );
  });
});

describe('startBackend', () => {
  const breakLayerNorm = (): void =>
    breakKernel('IsoglotGpuLayerNorm', (attributes) => ({ ...attributes, eps: 0.5 }));

  it('refuses a GPU that computes wrongly and was asked for', async () => {
    await startTestBackend('webgpu');
    breakLayerNorm();
    await expect(startBackend({ requested: 'webgpu', wasmPaths, onFatal })).rejects.toMatchObject({
      code: 'backend',
      what: expect.stringMatching(
        /^The backend "webgpu" cannot start: the GPU .* computes wrongly; its self-test/,
      ) as string,
    });
    expect(onFatal).not.toHaveBeenCalled();
  });

  it('takes wasm instead where the choice is left to it, and says why', async () => {
    await startTestBackend('webgpu');
    breakLayerNorm();
    const { gpu } = navigator;
    const adapter = (await gpu.requestAdapter())!;
    const info = { vendor: 'acme', architecture: '', device: '', description: '', isFallbackAdapter: false };
    const disguised = {
      info,
      features: adapter.features,
      limits: adapter.limits,
      requestDevice: adapter.requestDevice.bind(adapter),
    };
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => disguised } });
    const summary = await startBackend({ requested: 'auto', wasmPaths, onFatal, variant: 'barrier-free' });
    expect(summary).toMatchObject({ used: 'wasm', adapter: 'acme' });
    expect(summary.reason).toContain('the GPU acme computes wrongly; its self-test failed');
  });
});
