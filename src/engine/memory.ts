import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** Tensors alive and their bytes; on WebGPU the bytes allocated on the GPU, idle buffers of the pool included. */
export function engineMemory(): { tensors: number; bytes: number } {
  const memory = tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU?: number };
  return { tensors: memory.numTensors, bytes: memory.numBytesAllocatedInGPU ?? memory.numBytes };
}

/** GPU programs dispatched while `work` runs; 0 on backends without a GPU. */
export async function countDispatches(work: () => Promise<unknown>): Promise<number> {
  if (tf.getBackend() !== 'webgpu') {
    await work();
    return 0;
  }
  const backend = tf.backend() as WebGPUBackend;
  const run = backend.runWebGPUProgram.bind(backend);
  let dispatches = 0;
  backend.runWebGPUProgram = (...args) => {
    dispatches++;
    return run(...args);
  };
  try {
    await work();
    return dispatches;
  } finally {
    backend.runWebGPUProgram = run;
  }
}
