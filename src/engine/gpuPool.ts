import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** TensorFlow.js's pool of GPU buffers, as much of it as is used here. */
interface BufferPool {
  freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesUsed: number;
  numBytesAllocated: number;
  acquireBuffer(size: number, usage: number, mapped?: boolean, reuse?: boolean): GPUBuffer;
}

/** What else of the backend takes the size of a buffer for that of the tensor in it. */
interface Reader {
  tensorMap: { get(dataId: object): { shape: number[]; values: tf.TypedArray | null } };
  read(dataId: object): Promise<tf.TypedArray>;
}

/** Sizes of buffers are rounded up so that there are this many from one power of two to the next. */
const CLASSES = 8;

/** A buffer may be this much larger than what is put into it. */
const WASTE = 1.5;

/** Most bytes in use at once since the last trim, and between the two before. */
interface Peak {
  recent: number;
  before: number;
}

const peaks = new WeakMap<BufferPool, Peak>();

function poolOf(backend: WebGPUBackend): BufferPool {
  return backend.bufferManager as unknown as BufferPool;
}

/**
 * Lets tensors share buffers of about their size. TensorFlow.js keeps every buffer for the next one of the very same size,
 * so that batches of different lengths would each leave a set of their own behind.
 */
export function shareBuffersOfLikeSize(backend: WebGPUBackend): void {
  const pool = poolOf(backend);
  const acquire = pool.acquireBuffer.bind(pool);
  const { maxStorageBufferBindingSize: most } = backend.device.limits;
  const peak: Peak = { recent: 0, before: 0 };
  peaks.set(pool, peak);
  pool.acquireBuffer = (size, usage, mapped, reuse = true) => {
    const shared = reuse && (usage & GPUBufferUsage.STORAGE) !== 0;
    const buffer = acquire(shared ? bestSize(pool, size, usage, most) : size, usage, mapped, reuse);
    peak.recent = Math.max(peak.recent, pool.numBytesUsed);
    return buffer;
  };
  const reader = backend as unknown as Reader;
  const read = reader.read.bind(reader);
  reader.read = async (dataId) => {
    const { shape } = reader.tensorMap.get(dataId);
    const all = await read(dataId);
    const size = tf.util.sizeFromShape(shape);
    const values = all.length === size ? all : all.slice(0, size);
    reader.tensorMap.get(dataId).values = values;
    return values;
  };
}

/** The size of an idle buffer that will do, the smallest such; else that of the class. */
function bestSize(pool: BufferPool, size: number, usage: number, most: number): number {
  const own = sizeClass(size);
  if (own > most) return size;
  for (let larger = own; larger <= WASTE * own && larger <= most; larger = sizeClass(larger + 4)) {
    if (pool.freeBuffers.get(`${larger}_${usage}`)?.length) return larger;
  }
  return own;
}

/** Smallest size of a class that holds `bytes`. */
export function sizeClass(bytes: number): number {
  const step = Math.max(32, 2 ** Math.floor(Math.log2(bytes)) / CLASSES);
  return Math.ceil(bytes / step) * step;
}

/** Idle buffers are left alone up to so many bytes more than were in use at once lately: making buffers takes time. */
const SPARE_BYTES = 64 * 2 ** 20;

/**
 * Frees idle GPU buffers if there are more than recent work needed. To be called between steps.
 * @param idleBytes how much may lie idle, if not what recent work says
 */
export function trimGpuMemory(idleBytes?: number): void {
  if (tf.getBackend() !== 'webgpu') return;
  const pool = poolOf(tf.backend() as WebGPUBackend);
  const peak = peaks.get(pool)!;
  const wanted = Math.max(peak.recent, peak.before) - pool.numBytesUsed + SPARE_BYTES;
  peak.before = peak.recent;
  peak.recent = pool.numBytesUsed;
  if (pool.numBytesAllocated - pool.numBytesUsed <= (idleBytes ?? wanted)) return;
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
