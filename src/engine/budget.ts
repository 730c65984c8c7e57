import * as tf from '@tensorflow/tfjs-core';
import { gpuLimits } from './gpuDevice';

/** What the backend in use can hold at most, in bytes; null where nothing tells. */
export interface MemoryBudget {
  total: number | null;
  /** Of one tensor. */
  largest: number | null;
}

/** WebAssembly's addresses have 32 bits. */
const HEAP = 2 ** 32;

/** A GPU tells how large a buffer may be, but not how much memory it has. */
export function memoryBudget(): MemoryBudget {
  if (tf.getBackend() === 'wasm') return { total: HEAP, largest: null };
  const limits = gpuLimits();
  if (!limits) return { total: null, largest: null };
  return { total: null, largest: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) };
}
