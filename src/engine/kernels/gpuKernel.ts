import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { gpuVariant } from '../gpuDevice';

/** Threads of a workgroup, in every kernel. */
export const WORKGROUP = 64;

type Type = 'int32' | 'float32';

/** A computation in WGSL. Buffers are flat; the types of inputs are those of the tensors. */
export interface GpuDefinition<Input extends string, Attribute extends string> {
  /** Unique; also the key of the compiled shader. */
  name: string;
  /** In the shader these are the names of the buffers. */
  inputs: readonly Input[];
  /** In the shader these are fields of `uniforms`. */
  attributes: Readonly<Record<Attribute, Type>>;
  /** Names and types of the buffers written to; by default one, `result`. Every element must be written. */
  outputs?: Readonly<Record<string, Type>>;
  /** WGSL body of one thread, which has the i32 `index`. No barriers: emulated GPUs are slow at them, see matMul.ts. */
  gpu: string;
  /** WGSL functions that the body calls. */
  gpuFunctions?: string;
  /** The same for GPUs of silicon; without it they run the body above. */
  tiled?: TiledDefinition<Attribute>;
}

/** A variant of a kernel whose workgroups share memory. */
export interface TiledDefinition<Attribute extends string> {
  /** WGSL body of one of WORKGROUP threads, which has the i32 `group` (uniform) and `lane`. */
  gpu: string;
  /** WGSL at module level: `var<workgroup>`, functions. */
  declarations: string;
  /** Workgroups to run. `threads` is what the other variant would take. */
  groups: (attributes: Readonly<Record<Attribute, number>>, threads: number) => number;
}

/** What of the backend is used beside its public face; of TensorFlow.js 4.22.0, pinned. */
interface Internals {
  device: GPUDevice;
  queue: GPUQueue;
  bufferManager: { acquireBuffer(size: number, usage: number): GPUBuffer };
  tensorMap: { get(dataId: object): { dtype: string; resource: GPUBuffer } };
  commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  uniformPendingDisposal: GPUBuffer[];
  dispatchCountInPass: number;
  makeTensorInfo(shape: number[], dtype: Type): tf.TensorInfo;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

let dispatches = 0;

/** How many of these kernels have run since the module was loaded. */
export function kernelDispatches(): number {
  return dispatches;
}

/**
 * Runs a kernel: makes the outputs, binds the buffers, records the dispatch in TensorFlow.js's own command encoder, so
 * that it stays in order with TensorFlow.js's programs.
 * @param shapes of the outputs
 * @param threads GPU threads of the barrier-free variant
 * @param targets tensors to be changed, in place of outputs to be made
 */
export function runOnGpu<Input extends string, Attribute extends string>(
  backend: WebGPUBackend,
  definition: GpuDefinition<Input, Attribute>,
  inputs: Readonly<Record<Input, tf.TensorInfo>>,
  shapes: readonly number[][],
  attributes: Readonly<Record<Attribute, number>>,
  threads: number,
  targets?: tf.TensorInfo[],
): tf.TensorInfo[] {
  const gpu = backend as unknown as Internals;
  const types = Object.values(outputsOf(definition));
  const outputs = targets ?? shapes.map((shape, i) => gpu.makeTensorInfo(shape, types[i]!));
  const tensors = [...definition.inputs.map((name) => inputs[name]), ...outputs];
  for (const { dataId } of tensors) gpu.uploadToGPU(dataId);
  const tiled = gpuVariant() === 'tiled' ? definition.tiled : undefined;
  const groups = tiled ? tiled.groups(attributes, threads) : Math.ceil(threads / WORKGROUP);
  if (groups === 0) return outputs;

  const { pipeline, layout } = pipelineOf(gpu, definition, tensors);
  const uniforms = writeUniforms(gpu, definition, attributes, tiled ? groups : threads);
  const entries = [uniforms, ...tensors.map(({ dataId }) => gpu.tensorMap.get(dataId).resource)];
  const bindGroup = gpu.device.createBindGroup({
    layout,
    entries: entries.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  for (const { dataId } of tensors) gpu.commandQueueOwnedIds.add(dataId);
  gpu.ensureCommandEncoderReady();
  gpu.computePassEncoder ??= gpu.commandEncoder.beginComputePass();
  gpu.computePassEncoder.setPipeline(pipeline);
  gpu.computePassEncoder.setBindGroup(0, bindGroup);
  gpu.computePassEncoder.dispatchWorkgroups(...grid(gpu.device, groups));
  dispatches++;
  gpu.dispatchCountInPass++;
  if (gpu.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    gpu.endComputePassEncoder();
    gpu.submitQueue();
  }
  return outputs;
}

function outputsOf({ outputs }: GpuDefinition<string, string>): Readonly<Record<string, Type>> {
  return outputs ?? { result: 'float32' };
}

/** A row of workgroups, folded where it is longer than the device allows. */
function grid({ limits }: GPUDevice, groups: number): [number, number] {
  const rows = Math.ceil(groups / limits.maxComputeWorkgroupsPerDimension);
  return [Math.ceil(groups / rows), rows];
}

function writeUniforms(
  gpu: Internals,
  { attributes: types }: GpuDefinition<string, string>,
  attributes: Readonly<Record<string, number>>,
  count: number,
): GPUBuffer {
  const names = Object.keys(types);
  const bytes = new DataView(new ArrayBuffer(4 * (names.length + 1)));
  bytes.setInt32(0, count, true);
  names.forEach((name, i) => {
    if (types[name] === 'int32') bytes.setInt32(4 * (i + 1), attributes[name]!, true);
    else bytes.setFloat32(4 * (i + 1), attributes[name]!, true);
  });
  const size = Math.ceil(bytes.byteLength / 16) * 16;
  const buffer = gpu.bufferManager.acquireBuffer(size, GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM);
  gpu.queue.writeBuffer(buffer, 0, bytes.buffer);
  gpu.uniformPendingDisposal.push(buffer);
  return buffer;
}

interface Compiled {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

const compiled = new WeakMap<GPUDevice, Map<string, Compiled>>();

/** Compiled once per device, variant and types of the inputs; sizes are uniforms, so they cost no compilation. */
function pipelineOf(
  { device, tensorMap }: Internals,
  definition: GpuDefinition<string, string>,
  tensors: readonly tf.TensorInfo[],
): Compiled {
  const types = tensors.map(({ dataId }) => tensorMap.get(dataId).dtype);
  const own = compiled.get(device) ?? new Map<string, Compiled>();
  compiled.set(device, own);
  const key = [definition.name, gpuVariant(), ...types].join();
  const found = own.get(key);
  if (found) return found;
  const inputs = definition.inputs.length;
  const layout = device.createBindGroupLayout({
    entries: ['uniforms', ...types].map((_, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: binding === 0 ? 'uniform' : binding <= inputs ? 'read-only-storage' : 'storage' },
    })),
  });
  const module = device.createShaderModule({ code: shader(definition, types), label: definition.name });
  const pipeline = device.createComputePipeline({
    label: definition.name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module, entryPoint: 'main' },
  });
  own.set(key, { pipeline, layout });
  return { pipeline, layout };
}

const WGSL_TYPES: Readonly<Record<string, string>> = { float32: 'f32', int32: 'i32' };

function shader(definition: GpuDefinition<string, string>, types: readonly string[]): string {
  const { inputs, attributes, gpu, gpuFunctions = '' } = definition;
  const buffers = [...inputs, ...Object.keys(outputsOf(definition))].map(
    (name, i) =>
      `@group(0) @binding(${i + 1}) var<storage, ${i < inputs.length ? 'read' : 'read_write'}> ${name} : array<${WGSL_TYPES[types[i]!]}>;`,
  );
  const fields = Object.entries(attributes).map(([name, type]) => `${name} : ${WGSL_TYPES[type]},`);
  const tiled = gpuVariant() === 'tiled' ? definition.tiled : undefined;
  return `
    struct Uniforms { launched : i32, ${fields.join(' ')} };
    @group(0) @binding(0) var<uniform> uniforms : Uniforms;
    ${buffers.join('\n')}
    ${gpuFunctions}
    ${tiled?.declarations ?? ''}
    @compute @workgroup_size(${WORKGROUP})
    fn main(
      @builtin(workgroup_id) place : vec3<u32>,
      @builtin(num_workgroups) across : vec3<u32>,
      @builtin(local_invocation_index) local : u32,
    ) {
      let lane = i32(local);
      let group = i32(place.y * across.x + place.x);
      ${
        tiled
          ? `if (group < uniforms.launched) { ${tiled.gpu} }`
          : `let index = group * ${WORKGROUP} + lane; if (index < uniforms.launched) { ${gpu} }`
      }
    }`;
}
