import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startBackend } from './backend';
import { deviceErrors, findGpu, gpuLimits } from './gpuDevice';
import { countDispatches } from './memory';
import type { Heap } from './simd/kernels';
import { startTestBackend } from './testing/backends';
import { repositoryPath } from './testing/fixtures';

const wasmPaths = repositoryPath('node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/');
const onFatal = vi.fn();

afterEach(() => {
  vi.unstubAllGlobals();
  onFatal.mockReset();
});

describe('startBackend', () => {
  it('takes wasm and says why where there is no WebGPU', async () => {
    vi.stubGlobal('navigator', {});
    expect(await startBackend({ requested: 'auto', wasmPaths, onFatal })).toEqual({
      requested: 'auto',
      used: 'wasm',
      reason: 'WebGPU is not available here',
      adapter: null,
      threads: 1,
    });
    expect(tf.getBackend()).toBe('wasm');
  });

  it('takes wasm and says why where no GPU answers', async () => {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => null } });
    const { used, reason } = await startBackend({ requested: 'auto', wasmPaths, onFatal });
    expect([used, reason]).toEqual(['wasm', 'no GPU adapter was found']);
  });

  it('refuses WebGPU that was asked for and is not there, rather than taking another backend', async () => {
    vi.stubGlobal('navigator', {});
    await expect(startBackend({ requested: 'webgpu', wasmPaths, onFatal })).rejects.toMatchObject({
      code: 'backend',
      what: 'The backend "webgpu" cannot start: WebGPU is not available here.',
      remedy: expect.stringContaining('"wasm"') as string,
    });
  });

  it('takes wasm rather than a software GPU, and the software GPU when asked for', async () => {
    await startTestBackend('webgpu');
    const summary = await startBackend({ requested: 'auto', wasmPaths, onFatal });
    expect(summary.used).toBe('wasm');
    expect(summary.reason).toMatch(/^only a software GPU adapter \(google swiftshader.*\) was found/);
    expect(summary.adapter).toMatch(/swiftshader.*\(software\)$/);
    expect((await startBackend({ requested: 'webgpu', wasmPaths, onFatal })).used).toBe('webgpu');
  });

  it('starts cpu when asked for', async () => {
    const summary = await startBackend({ requested: 'cpu', onFatal });
    expect(summary).toMatchObject({ used: 'cpu', adapter: null, threads: 1 });
    expect(tf.getBackend()).toBe('cpu');
  });
});

describe('a WebGPU device', () => {
  it('reports its first error, once, and remembers all', async () => {
    await startTestBackend('webgpu');
    await startBackend({ requested: 'webgpu', onFatal });
    const { device } = tf.backend() as unknown as { device: GPUDevice };
    // A buffer that may be neither used nor mapped for anything.
    device.createBuffer({ size: 4, usage: 0 });
    device.createBuffer({ size: 4, usage: 0 });
    await vi.waitFor(() => expect(deviceErrors()).toHaveLength(2));
    expect(onFatal).toHaveBeenCalledTimes(1);
    expect(onFatal).toHaveBeenCalledWith(expect.objectContaining({ code: 'backend' }));
  });

  it('reports that it was lost', async () => {
    await startTestBackend('webgpu');
    await startBackend({ requested: 'webgpu', onFatal });
    (tf.backend() as unknown as { device: GPUDevice }).device.destroy();
    await vi.waitFor(() => expect(onFatal).toHaveBeenCalledTimes(1));
    expect(onFatal).toHaveBeenCalledWith(expect.objectContaining({ code: 'gpu-lost' }));
  });

  it('tells what its buffers can hold: all that the adapter offers', async () => {
    await startTestBackend('cpu');
    expect(gpuLimits()).toBeNull();
    await startTestBackend('webgpu');
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter!.limits;
    expect(gpuLimits()).toEqual({ maxBufferSize, maxStorageBufferBindingSize });
  });

  it('counts the programs that it runs', async () => {
    await startTestBackend('webgpu');
    const add = async (): Promise<void> => {
      const sum = tf.tidy(() => tf.add(tf.fill([300, 300], 1), tf.fill([300, 300], 2)));
      await sum.data();
      sum.dispose();
    };
    expect(await countDispatches(add)).toBe(3);
  });
});

describe('findGpu', () => {
  it.each([
    [{ vendor: 'nvidia', architecture: 'hopper', description: '' }, false, 'nvidia hopper'],
    [
      { vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 15)' },
      true,
      'mesa llvmpipe (LLVM 15) (software)',
    ],
    [
      { vendor: 'microsoft', architecture: '', description: 'Basic Render Driver' },
      true,
      'microsoft Basic Render Driver (software)',
    ],
    [{ vendor: 'intel', isFallbackAdapter: true }, true, 'intel (software)'],
  ])('tells real GPUs from emulated ones: %o', async (info, software, name) => {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({ info }) } });
    expect(await findGpu()).toMatchObject({ software, name });
  });
});

describe('the memory of wasm', () => {
  it('is said to be full, in place of address 0 for a tensor', async () => {
    await startTestBackend('wasm');
    const { wasm } = tf.backend() as unknown as { wasm: Heap };
    // All 4 GB, while some of them are taken.
    expect(() => wasm._malloc(2 ** 32 - 2 ** 16)).toThrow(/memory of WebAssembly .* is full/);
    const small = wasm._malloc(64);
    expect(small).toBeGreaterThan(0);
    wasm._free(small);
  });
});
