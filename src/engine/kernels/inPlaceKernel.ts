import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { forgetHostCopy } from '../gpuCopies';
import type { SimdKernels } from '../simd/kernels';
import { runOnGpu } from './gpuKernel';
import type { GpuDefinition } from './gpuKernel';
import { placesIn, simdKernels } from './kernel';
import type { CpuBackend, Place, Signature, View, WasmBackend } from './kernel';

interface InPlaceDefinition<Input extends string, Attribute extends string>
  extends Signature<Input, Attribute>, GpuDefinition<Input, Attribute> {
  /** The computation for cpu and wasm, which changes `result`. */
  host: (
    inputs: Readonly<Record<Input, View>>,
    result: Float32Array,
    attributes: Readonly<Record<Attribute, number>>,
  ) => void;
  /** The same for wasm where the browser has SIMD. */
  simd?: (
    kernels: SimdKernels,
    inputs: Readonly<Record<Input, Place>>,
    result: Place,
    attributes: Readonly<Record<Attribute, number>>,
    views: Readonly<Record<Input, View>>,
  ) => void;
}

/**
 * Changes a float32 tensor on the current backend.
 * @param target never a matrix that is multiplied by on wasm: without SIMD its backend keeps packed copies of those by
 *   their identity
 * @param threads GPU threads
 */
export type InPlaceKernel<Input extends string, Attribute extends string> = (
  target: tf.Tensor,
  inputs: Readonly<Record<Input, tf.Tensor>>,
  attributes: Readonly<Record<Attribute, number>>,
  threads: number,
) => void;

/** A kernel that reads and writes one tensor, in WGSL by the name `result`: the optimiser's state, which is large. */
export function defineInPlaceKernel<Input extends string, Attribute extends string>(
  definition: InPlaceDefinition<Input, Attribute>,
): InPlaceKernel<Input, Attribute> {
  return (target, inputs, attributes, threads) => {
    const backend = tf.engine().backend;
    if (tf.getBackend() === 'webgpu') {
      runOnGpu(backend as WebGPUBackend, definition, inputs, [target.shape], attributes, threads, [target]);
      forgetHostCopy(target);
      return;
    }
    const view = tf.getBackend() === 'wasm' ? wasmView(backend) : cpuView(backend);
    const each = <T>(of: (tensor: tf.Tensor) => T) =>
      Object.fromEntries(definition.inputs.map((name) => [name, of(inputs[name])])) as Record<Input, T>;
    const kernels = simdKernels();
    if (kernels && definition.simd) {
      const place = placesIn(backend as unknown as WasmBackend);
      definition.simd(kernels, each(place), place(target), attributes, each(view));
    } else definition.host(each(view), view(target) as Float32Array, attributes);
  };
}

function wasmView(backend: unknown): (tensor: tf.TensorInfo) => View {
  return (tensor) => (backend as WasmBackend).typedArrayFromHeap(tensor);
}

function cpuView(backend: unknown): (tensor: tf.TensorInfo) => View {
  return ({ dataId }) => (backend as CpuBackend).data.get(dataId).values;
}
