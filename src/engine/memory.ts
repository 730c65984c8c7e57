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

/** TensorFlow.js's buffer pool, as much of it as is needed to empty it. */
interface BufferPool {
  freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesUsed: number;
  numBytesAllocated: number;
}

/** Idle buffers are left alone up to so many bytes: making buffers costs time, too. */
const IDLE_BYTES = 256 * 2 ** 20;

/**
 * Frees idle GPU buffers if there are many. TensorFlow.js keeps every buffer for the next one of the very same size
 * and never frees any, so that batches of different lengths would fill the GPU.
 * @param idleBytes how much may lie idle
 */
export function trimGpuMemory(idleBytes = IDLE_BYTES): void {
  if (tf.getBackend() !== 'webgpu') return;
  const pool = (tf.backend() as WebGPUBackend).bufferManager as unknown as BufferPool;
  if (pool.numBytesAllocated - pool.numBytesUsed <= idleBytes) return;
  for (const buffers of pool.freeBuffers.values()) {
    for (const buffer of buffers) {
      pool.numBytesAllocated -= buffer.size;
      // Work that was submitted with the buffer is still done.
      buffer.destroy();
    }
    pool.numFreeBuffers -= buffers.length;
    buffers.length = 0;
  }
}
