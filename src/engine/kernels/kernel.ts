import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { simdOf } from '../simd/kernels';
import type { Address } from '../simd/arguments';
import type { Heap, SimdKernels } from '../simd/kernels';
import { runOnGpu } from './gpuKernel';
import type { GpuDefinition } from './gpuKernel';

/** Row-major values of an input on the host. */
export type View = Float32Array | Int32Array;

export interface Signature<Input extends string, Attribute extends string> {
  /** Unique; also the key of the compiled shader. */
  name: string;
  /** In the shader these are the names of the buffers. */
  inputs: readonly Input[];
  /** In the shader these are fields of `uniforms`. */
  attributes: Readonly<Record<Attribute, 'int32' | 'float32'>>;
}

/** A tensor in the heap of the wasm backend. */
export interface Place {
  at: Address;
  /** Elements, of 4 bytes each. */
  size: number;
}

export interface SimdDefinition<Input extends string, Attribute extends string> extends Signature<
  Input,
  Attribute
> {
  /** The computation for wasm where the browser has SIMD. Every element of `result` must be written. */
  simd: (
    kernels: SimdKernels,
    inputs: Readonly<Record<Input, Place>>,
    result: Place,
    attributes: Readonly<Record<Attribute, number>>,
  ) => void;
}

export interface HostDefinition<Input extends string, Attribute extends string>
  extends Signature<Input, Attribute>, Pick<Partial<SimdDefinition<Input, Attribute>>, 'simd'> {
  /** The computation for cpu and wasm. `result` isn't cleared: every element must be written. */
  host: (
    inputs: Readonly<Record<Input, View>>,
    result: Float32Array,
    attributes: Readonly<Record<Attribute, number>>,
  ) => void;
}

/**
 * Runs a kernel on the current backend.
 * @param shape of the result, float32
 * @param threads GPU threads of the barrier-free variant; default one per element of the result
 */
export type Kernel<Input extends string, Attribute extends string> = (
  inputs: Readonly<Record<Input, tf.Tensor>>,
  shape: number[],
  attributes: Readonly<Record<Attribute, number>>,
  threads?: number,
) => tf.Tensor;

/** The same for a kernel with several outputs, of the shapes given; on webgpu alone. */
export type GpuKernel<Input extends string, Attribute extends string> = (
  inputs: Readonly<Record<Input, tf.Tensor>>,
  shapes: number[][],
  attributes: Readonly<Record<Attribute, number>>,
  threads: number,
) => tf.Tensor[];

/** What is used of the two host backends: tensors there are plain memory, so a loop in JavaScript needs no copy. */
export interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): tf.TensorInfo;
  data: { get(dataId: object): { values: View } };
}
export interface WasmBackend {
  wasm: Heap;
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
  getMemoryOffset(dataId: object): Address;
  typedArrayFromHeap(tensor: tf.TensorInfo): View;
}

/**
 * Registers one computation for all backends (cpu, wasm, webgpu) and gives the function that runs it. A kernel has
 * no gradient: ops/ put kernels into `tf.customGrad`.
 */
export function defineKernel<Input extends string, Attribute extends string>(
  definition: HostDefinition<Input, Attribute> & GpuDefinition<Input, Attribute>,
): Kernel<Input, Attribute> {
  registerOnHost(definition);
  registerOnGpu(definition);
  return runnerOf(definition);
}

/** The same for cpu and wasm alone. */
export function defineHostKernel<Input extends string, Attribute extends string>(
  definition: HostDefinition<Input, Attribute>,
): Kernel<Input, Attribute> {
  registerOnHost(definition);
  return runnerOf(definition);
}

/** The same for wasm alone, and there only where `simdKernels()` gives some. */
export function defineSimdKernel<Input extends string, Attribute extends string>(
  definition: SimdDefinition<Input, Attribute>,
): Kernel<Input, Attribute> {
  register(definition, 'wasm', (backend, inputs, attributes) =>
    runSimd(backend as WasmBackend, simdOf((backend as WasmBackend).wasm)!, definition, inputs, attributes),
  );
  return runnerOf(definition);
}

/** The SIMD kernels of the current backend, if it is wasm and the browser has SIMD. */
export function simdKernels(): SimdKernels | null {
  return tf.getBackend() === 'wasm' ? simdOf((tf.backend() as unknown as WasmBackend).wasm) : null;
}

/** The same for webgpu alone. */
export function defineGpuKernel<Input extends string, Attribute extends string>(
  definition: GpuDefinition<Input, Attribute>,
): GpuKernel<Input, Attribute> {
  registerOnGpu(definition);
  return (inputs, shapes, attributes, threads) =>
    tf.engine().runKernel(`Isoglot${definition.name}`, inputs, { ...attributes, shapes, threads });
}

function runnerOf<Input extends string, Attribute extends string>({
  name,
}: Signature<Input, Attribute>): Kernel<Input, Attribute> {
  return (inputs, shape, attributes, threads = tf.util.sizeFromShape(shape)) =>
    tf
      .engine()
      .runKernel<tf.Tensor[]>(`Isoglot${name}`, inputs, { ...attributes, shapes: [shape], threads })[0]!;
}

type Inputs<Input extends string> = Record<Input, tf.TensorInfo>;
type Attributes<Attribute extends string> = Record<Attribute, number> & {
  shapes: number[][];
  threads: number;
};

function register<Input extends string, Attribute extends string>(
  { name }: Signature<Input, Attribute>,
  backendName: string,
  compute: (backend: unknown, inputs: Inputs<Input>, attributes: Attributes<Attribute>) => tf.TensorInfo[],
): void {
  tf.registerKernel({
    kernelName: `Isoglot${name}`,
    backendName,
    kernelFunc: ({ backend, inputs, attrs }) =>
      compute(backend, inputs as Inputs<Input>, attrs as unknown as Attributes<Attribute>),
  });
}

function registerOnHost<Input extends string, Attribute extends string>(
  definition: HostDefinition<Input, Attribute>,
): void {
  const viewsOf = (inputs: Inputs<Input>, view: (tensor: tf.TensorInfo) => View) =>
    Object.fromEntries(definition.inputs.map((name) => [name, view(inputs[name])])) as Record<Input, View>;
  register(definition, 'cpu', (backend, inputs, attributes) => {
    const cpu = backend as CpuBackend;
    const shape = attributes.shapes[0]!;
    const result = new Float32Array(tf.util.sizeFromShape(shape));
    const views = viewsOf(inputs, ({ dataId }) => cpu.data.get(dataId).values);
    definition.host(views, result, attributes);
    return [cpu.makeTensorInfo(shape, 'float32', result)];
  });
  register(definition, 'wasm', (backend, inputs, attributes) => {
    const wasm = backend as WasmBackend;
    const { simd } = definition;
    const kernels = simd && simdOf(wasm.wasm);
    if (kernels) return runSimd(wasm, kernels, { ...definition, simd }, inputs, attributes);
    // First: allocating may grow the heap, which would detach views taken before.
    const output = wasm.makeOutput(attributes.shapes[0]!, 'float32');
    const views = viewsOf(inputs, (tensor) => wasm.typedArrayFromHeap(tensor));
    definition.host(views, wasm.typedArrayFromHeap(output) as Float32Array, attributes);
    return [output];
  });
}

/** Values of a tensor of a host backend where they lie, not to be written or kept: the next tensor may move the heap. */
export function hostView(tensor: tf.Tensor): View {
  const backend: unknown = tf.backend();
  return tf.getBackend() === 'wasm'
    ? (backend as WasmBackend).typedArrayFromHeap(tensor)
    : (backend as CpuBackend).data.get(tensor.dataId).values;
}

/** Where tensors lie in the heap. */
export function placesIn(wasm: WasmBackend): (tensor: tf.TensorInfo) => Place {
  return ({ dataId, shape }) => ({ at: wasm.getMemoryOffset(dataId), size: tf.util.sizeFromShape(shape) });
}

function runSimd<Input extends string, Attribute extends string>(
  wasm: WasmBackend,
  kernels: SimdKernels,
  definition: SimdDefinition<Input, Attribute>,
  inputs: Inputs<Input>,
  attributes: Attributes<Attribute>,
): tf.TensorInfo[] {
  const output = wasm.makeOutput(attributes.shapes[0]!, 'float32');
  const place = placesIn(wasm);
  const places = Object.fromEntries(definition.inputs.map((name) => [name, place(inputs[name])]));
  definition.simd(kernels, places as Record<Input, Place>, place(output), attributes);
  return [output];
}

function registerOnGpu<Input extends string, Attribute extends string>(
  definition: GpuDefinition<Input, Attribute>,
): void {
  register(definition, 'webgpu', (backend, inputs, attributes) => {
    const { shapes, threads } = attributes;
    return runOnGpu(backend as WebGPUBackend, definition, inputs, shapes, attributes, threads);
  });
}
