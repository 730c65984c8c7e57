import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { simdOf } from '../simd/kernels';
import type { Address, Heap, SimdKernels } from '../simd/kernels';

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

export interface GpuDefinition<Input extends string, Attribute extends string> extends Signature<
  Input,
  Attribute
> {
  /** WGSL body of one thread, which has the i32 `index` and writes to `result`. No barriers: see softwareMatMul.ts. */
  gpu: string;
  /** WGSL functions that the body calls. */
  gpuFunctions?: string;
}

/**
 * Runs a kernel on the current backend.
 * @param shape of the result, float32
 * @param threads GPU threads; default one per element of the result
 */
export type Kernel<Input extends string, Attribute extends string> = (
  inputs: Readonly<Record<Input, tf.Tensor>>,
  shape: number[],
  attributes: Readonly<Record<Attribute, number>>,
  threads?: number,
) => tf.Tensor;

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
): Kernel<Input, Attribute> {
  registerOnGpu(definition);
  return runnerOf(definition);
}

function runnerOf<Input extends string, Attribute extends string>({
  name,
}: Signature<Input, Attribute>): Kernel<Input, Attribute> {
  return (inputs, shape, attributes, threads = tf.util.sizeFromShape(shape)) =>
    tf.engine().runKernel(`Isoglot${name}`, inputs, { ...attributes, shape, threads });
}

type Inputs<Input extends string> = Record<Input, tf.TensorInfo>;
type Attributes<Attribute extends string> = Record<Attribute, number> & { shape: number[]; threads: number };

function register<Input extends string, Attribute extends string>(
  { name }: Signature<Input, Attribute>,
  backendName: string,
  compute: (backend: unknown, inputs: Inputs<Input>, attributes: Attributes<Attribute>) => tf.TensorInfo,
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
    const result = new Float32Array(tf.util.sizeFromShape(attributes.shape));
    const views = viewsOf(inputs, ({ dataId }) => cpu.data.get(dataId).values);
    definition.host(views, result, attributes);
    return cpu.makeTensorInfo(attributes.shape, 'float32', result);
  });
  register(definition, 'wasm', (backend, inputs, attributes) => {
    const wasm = backend as WasmBackend;
    const { simd } = definition;
    const kernels = simd && simdOf(wasm.wasm);
    if (kernels) return runSimd(wasm, kernels, { ...definition, simd }, inputs, attributes);
    // First: allocating may grow the heap, which would detach views taken before.
    const output = wasm.makeOutput(attributes.shape, 'float32');
    const views = viewsOf(inputs, (tensor) => wasm.typedArrayFromHeap(tensor));
    definition.host(views, wasm.typedArrayFromHeap(output) as Float32Array, attributes);
    return output;
  });
}

function runSimd<Input extends string, Attribute extends string>(
  wasm: WasmBackend,
  kernels: SimdKernels,
  definition: SimdDefinition<Input, Attribute>,
  inputs: Inputs<Input>,
  attributes: Attributes<Attribute>,
): tf.TensorInfo {
  const output = wasm.makeOutput(attributes.shape, 'float32');
  const place = ({ dataId, shape }: tf.TensorInfo): Place => ({
    at: wasm.getMemoryOffset(dataId),
    size: tf.util.sizeFromShape(shape),
  });
  const places = Object.fromEntries(definition.inputs.map((name) => [name, place(inputs[name])]));
  definition.simd(kernels, places as Record<Input, Place>, place(output), attributes);
  return output;
}

function registerOnGpu<Input extends string, Attribute extends string>(
  definition: GpuDefinition<Input, Attribute>,
): void {
  register(definition, 'webgpu', (backend, inputs, attributes) => {
    const { shape, threads } = attributes;
    return runOnGpu(backend as WebGPUBackend, definition, inputs, shape, attributes, threads);
  });
}

/** Runs the WGSL of a kernel; parameters as those of `Kernel`. `output`: a tensor to be changed, default a new one. */
export function runOnGpu<Input extends string, Attribute extends string>(
  backend: WebGPUBackend,
  definition: GpuDefinition<Input, Attribute>,
  inputs: Readonly<Record<Input, tf.TensorInfo>>,
  shape: number[],
  attributes: Readonly<Record<Attribute, number>>,
  threads: number,
  output: tf.TensorInfo = backend.makeTensorInfo(shape, 'float32'),
): tf.TensorInfo {
  const names = Object.keys(definition.attributes) as Attribute[];
  backend.runWebGPUProgram(
    programOf(definition, threads),
    definition.inputs.map((name) => flat(inputs[name])),
    'float32',
    [
      { type: 'int32', data: [threads] },
      ...names.map((name) => ({ type: definition.attributes[name], data: [attributes[name]] })),
    ],
    flat(output),
  );
  return output;
}

/** The same data as a vector: shaders index buffers themselves, so one pipeline serves every rank. */
function flat({ dataId, dtype, shape }: tf.TensorInfo): tf.TensorInfo {
  return { dataId, dtype, shape: [tf.util.sizeFromShape(shape)] };
}

const WORKGROUP = 64;

function programOf(
  { name, inputs, attributes, gpu, gpuFunctions = '' }: GpuDefinition<string, string>,
  threads: number,
): WebGPUProgram {
  const uniforms = Object.entries(attributes).map(
    ([field, type]) => `${field} : ${type === 'int32' ? 'i32' : 'f32'},`,
  );
  return {
    shaderKey: `isoglot-${name}`,
    variableNames: [...inputs],
    uniforms: `threads : i32, ${uniforms.join(' ')}`,
    outputShape: [threads],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(threads / WORKGROUP), 1, 1],
    workgroupSize: [WORKGROUP, 1, 1],
    getUserCode: () => `
      ${gpuFunctions}
      fn main(index : i32) {
        if (index < uniforms.threads) {
          ${gpu}
        }
      }`,
  };
}
