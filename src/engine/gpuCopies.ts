import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** A part of a GPU tensor, in numbers of 4 bytes. */
export interface Span {
  tensor: tf.Tensor;
  start: number;
}

export interface Copy {
  from: Span;
  to: Span;
  count: number;
}

/** The few inner parts of TensorFlow.js's WebGPU backend that copying between its buffers takes. */
interface Inside {
  uploadToGPU(dataId: object): void;
  tensorMap: { get(dataId: object): { resource: GPUBuffer; values: unknown } };
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  commandEncoder: GPUCommandEncoder;
  commandQueueOwnedIds: WeakSet<object>;
}

/**
 * Copies numbers between tensors on the GPU, in the order of the work given before and after. Copies are commands of
 * their own: no shader is dispatched.
 */
export function copyOnGpu(copies: readonly Copy[]): void {
  const backend = inside();
  const bufferOf = ({ dataId }: tf.Tensor): GPUBuffer => {
    backend.uploadToGPU(dataId);
    backend.commandQueueOwnedIds.add(dataId);
    return backend.tensorMap.get(dataId).resource;
  };
  const jobs = copies.map(({ from, to, count }) => ({
    source: bufferOf(from.tensor),
    target: bufferOf(to.tensor),
    from: 4 * from.start,
    to: 4 * to.start,
    bytes: 4 * count,
  }));
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  for (const job of jobs)
    backend.commandEncoder.copyBufferToBuffer(job.source, job.from, job.target, job.to, job.bytes);
  for (const { to } of copies) forgetHostCopy(to.tensor);
}

/** To be called when a tensor on the GPU was changed: a tensor that was read before keeps what was read. */
export function forgetHostCopy({ dataId }: tf.TensorInfo): void {
  inside().tensorMap.get(dataId).values = null;
}

function inside(): Inside {
  return tf.backend() as WebGPUBackend as unknown as Inside;
}
