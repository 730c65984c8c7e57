import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { IsoglotError } from '../core/errors';
import type { Problem } from '../core/errors';
import { shareBuffersOfLikeSize } from './gpuPool';

/** A GPU that can be had here. */
export interface Gpu {
  adapter: GPUAdapter;
  /** E.g. "google swiftshader (software)". */
  name: string;
  /** Whether it is emulated on the CPU. */
  software: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|\bwarp\b|basic render|software/i;

/** Looks for a GPU; a text says in plain words why there is none. */
export async function findGpu(): Promise<Gpu | string> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) return 'WebGPU is not available here';
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return 'no GPU adapter was found';
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device, description].filter(Boolean);
  const software = isFallbackAdapter || words.some((word) => SOFTWARE.test(word));
  const name = [...new Set(words)].join(' ') || 'unnamed GPU';
  return { adapter, name: software ? `${name} (software)` : name, software };
}

/**
 * Which variant of a kernel runs: `tiled` shares tiles in workgroup memory, for real GPUs; `barrier-free` has each
 * thread on its own, for GPUs emulated on a CPU, where each barrier costs more than the memory traffic that it saves.
 */
export type GpuVariant = 'tiled' | 'barrier-free';

const errors: string[] = [];
let variant: GpuVariant = 'tiled';

/** The variant of the backend that was started last. */
export function gpuVariant(): GpuVariant {
  return variant;
}

/** Bytes that the GPU in use can hold in one buffer, and give to a kernel at once. */
export interface GpuLimits {
  maxBufferSize: number;
  maxStorageBufferBindingSize: number;
}

/** The limits of the GPU in use; null on backends without one. */
export function gpuLimits(): GpuLimits | null {
  if (tf.getBackend() !== 'webgpu') return null;
  const { maxBufferSize, maxStorageBufferBindingSize } = (tf.backend() as WebGPUBackend).device.limits;
  return { maxBufferSize, maxStorageBufferBindingSize };
}

/** Messages of all WebGPU errors since the backend was started; TensorFlow.js itself turns them into silent zeros. */
export function deviceErrors(): readonly string[] {
  return errors;
}

/** Without it every result after an error would be a silent zero: the first error or loss is reported, once. */
function watch(device: GPUDevice, onFatal: (problem: Problem) => void): void {
  let reported = false;
  const report = (problem: Problem): void => {
    errors.push(problem.what);
    if (!reported) onFatal(problem);
    reported = true;
  };
  device.addEventListener('uncapturederror', ({ error }) => {
    report({
      code: 'backend',
      what: `The GPU reported an error, so results can no longer be trusted: ${error.message}`,
      remedy: 'Choose a smaller batch size or encoder, or the backend "wasm".',
    });
  });
  void device.lost.then(({ message }) => {
    report({
      code: 'gpu-lost',
      what: `The GPU was lost${message ? `: ${message}` : ''}.`,
      remedy:
        'The run can be resumed from its last checkpoint; if it happens again, choose the backend "wasm".',
    });
  });
}

/**
 * Registers the backend `webgpu` on a device of our own: TensorFlow.js's own asks for fewer limits and lets nobody
 * listen to its errors. Tensors of a webgpu backend started before are lost. Throws `backend` if the GPU gives no device.
 * @param chosen variant of the kernels; by default the one that suits the GPU
 */
export async function registerGpu(
  { adapter, name, software }: Gpu,
  onFatal: (problem: Problem) => void,
  chosen: GpuVariant = software ? 'barrier-free' : 'tiled',
): Promise<WebGPUBackend> {
  const { WebGPUBackend: Backend } = await import('@tensorflow/tfjs-backend-webgpu');
  const requiredFeatures = (['timestamp-query'] as const).filter((feature) => adapter.features.has(feature));
  const device = await adapter
    .requestDevice({ requiredFeatures, requiredLimits: limitsOf(adapter) })
    .catch((cause: unknown) => {
      throw new IsoglotError(
        {
          code: 'backend',
          what: `The GPU ${name} gave no device: ${cause instanceof Error ? cause.message : String(cause)}`,
          remedy: 'Reload the page, or choose the backend "wasm".',
        },
        { cause },
      );
    });
  errors.length = 0;
  variant = chosen;
  watch(device, onFatal);
  // Registering over another one silently keeps the other. Importing the package registers one, too.
  if ('webgpu' in tf.engine().registryFactory) tf.removeBackend('webgpu');
  const backend = new Backend(device, adapter.info);
  shareBuffersOfLikeSize(backend);
  tf.registerBackend('webgpu', () => backend);
  return backend;
}

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** All that the adapter offers; the defaults are far below what GPUs can do. */
function limitsOf({ limits }: GPUAdapter): Record<string, number> {
  return Object.fromEntries(LIMITS.map((limit) => [limit, limits[limit]]));
}
