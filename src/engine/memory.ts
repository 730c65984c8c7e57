import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { kernelDispatches } from './kernels/gpuKernel';

/** Most bytes that tensors held at once while `work` ran, those alive before included. Slows the work down. */
export async function peakBytes(work: () => Promise<unknown>): Promise<number> {
  const profile = await tf.profile(async () => {
    await work();
    return [];
  });
  return profile.peakBytes;
}

/**
 * Bytes that the backend has taken from the system: the wasm heap, which never shrinks, or all GPU buffers, those that
 * lie idle in the pool included. Null on cpu, where JavaScript's garbage collector alone knows.
 */
export function allocatedBytes(): number | null {
  if (tf.getBackend() === 'wasm')
    return (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
  const memory = tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU?: number };
  return memory.numBytesAllocatedInGPU ?? null;
}

/** GPU programs dispatched while `work` runs; 0 on backends without a GPU. */
export async function countDispatches(work: () => Promise<unknown>): Promise<number> {
  if (tf.getBackend() !== 'webgpu') {
    await work();
    return 0;
  }
  const backend = tf.backend() as WebGPUBackend;
  const run = backend.runWebGPUProgram.bind(backend);
  const before = kernelDispatches();
  let dispatches = 0;
  backend.runWebGPUProgram = (...args) => {
    dispatches++;
    return run(...args);
  };
  try {
    await work();
    return dispatches + kernelDispatches() - before;
  } finally {
    backend.runWebGPUProgram = run;
  }
}
