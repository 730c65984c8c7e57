import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { runOnGpu } from './kernel';
import type { GpuDefinition } from './kernel';

/** Each thread computes TILE_ROWS x TILE_COLUMNS elements of the product. */
const TILE_ROWS = 8;
const TILE_COLUMNS = 4;

const attributes = {
  rows: 'int32',
  columns: 'int32',
  inner: 'int32',
  aBatch: 'int32',
  aRow: 'int32',
  aInner: 'int32',
  bBatch: 'int32',
  bColumn: 'int32',
  bInner: 'int32',
} as const;
type Attribute = keyof typeof attributes;

const rows = Array.from({ length: TILE_ROWS }, (_, r) => r);
const columns = Array.from({ length: TILE_COLUMNS }, (_, c) => c);
const each = (indices: readonly number[], line: (index: number) => string): string =>
  indices.map(line).join('\n');

/** Loads beyond the edges are clamped to them, so that the loop has no branch; stores there are left out. */
function shader(bias: string): string {
  return `
    let tilesDown = (uniforms.rows + ${TILE_ROWS - 1}) / ${TILE_ROWS};
    let tilesAcross = (uniforms.columns + ${TILE_COLUMNS - 1}) / ${TILE_COLUMNS};
    let column = (index % tilesAcross) * ${TILE_COLUMNS};
    let row = ((index / tilesAcross) % tilesDown) * ${TILE_ROWS};
    let batch = index / (tilesAcross * tilesDown);
    ${each(rows, (r) => `var a${r} = batch * uniforms.aBatch + min(row + ${r}, uniforms.rows - 1) * uniforms.aRow;`)}
    ${each(columns, (c) => `var b${c} = batch * uniforms.bBatch + min(column + ${c}, uniforms.columns - 1) * uniforms.bColumn;`)}
    ${each(rows, (r) => `var sum${r} = vec4<f32>(0.0);`)}
    for (var k = 0; k < uniforms.inner; k++) {
      let right = vec4<f32>(${columns.map((c) => `b[b${c}]`).join(', ')});
      ${each(rows, (r) => `sum${r} += a[a${r}] * right; a${r} += uniforms.aInner;`)}
      ${each(columns, (c) => `b${c} += uniforms.bInner;`)}
    }
    let out = (batch * uniforms.rows + row) * uniforms.columns + column;
    ${each(rows, (r) =>
      each(
        columns,
        (c) => `if (row + ${r} < uniforms.rows && column + ${c} < uniforms.columns) {
          result[out + ${r} * uniforms.columns + ${c}] = sum${r}[${c}]${bias && ` + ${bias}[column + ${c}]`};
        }`,
      ),
    )}`;
}

const product: GpuDefinition<'a' | 'b', Attribute> = {
  name: 'SoftwareMatMul',
  inputs: ['a', 'b'],
  attributes,
  gpu: shader(''),
};
const productWithBias: GpuDefinition<'a' | 'b' | 'bias', Attribute> = {
  ...product,
  name: 'SoftwareMatMulBias',
  inputs: ['a', 'b', 'bias'],
  gpu: shader('bias'),
};

/**
 * Replaces the matrix products of the webgpu backend for GPUs emulated on a CPU. TensorFlow.js's own share tiles in
 * workgroup memory; the barriers which that takes are what such an adapter is slow at, by a factor of about ten.
 */
export function useSoftwareMatMul(): void {
  for (const kernelName of ['BatchMatMul', '_FusedMatMul']) {
    tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc: ({ backend, inputs, attrs }) => {
        const { transposeA, transposeB, activation = 'linear' } = attrs as unknown as Options;
        const { a, b, bias } = inputs as unknown as Record<'a' | 'b' | 'bias', tf.TensorInfo>;
        if (activation !== 'linear') throw new Error(`No matrix product with the activation ${activation}.`);
        return multiply(backend as unknown as WebGPUBackend, { a, b, bias }, transposeA, transposeB);
      },
    });
  }
}

interface Options {
  transposeA: boolean;
  transposeB: boolean;
  activation?: string;
}

/** Products of the last two dimensions; a single matrix serves all matrices of the other side. */
function multiply(
  backend: WebGPUBackend,
  { a, b, bias }: { a: tf.TensorInfo; b: tf.TensorInfo; bias?: tf.TensorInfo },
  transposeA: boolean,
  transposeB: boolean,
): tf.TensorInfo {
  const [aDown, aAcross] = a.shape.slice(-2) as [number, number];
  const [bDown, bAcross] = b.shape.slice(-2) as [number, number];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const batches = tf.util.sizeFromShape(outer);
  const batchStride = ({ shape }: tf.TensorInfo): number => {
    const own = tf.util.sizeFromShape(shape.slice(0, -2));
    if (own !== batches && own !== 1)
      throw new Error(`Cannot multiply [${a.shape.join()}] by [${b.shape.join()}].`);
    return own === 1 ? 0 : tf.util.sizeFromShape(shape.slice(-2));
  };
  const [height, inner] = transposeA ? [aAcross, aDown] : [aDown, aAcross];
  const width = transposeB ? bDown : bAcross;
  const values = {
    rows: height,
    columns: width,
    inner,
    aBatch: batchStride(a),
    aRow: transposeA ? 1 : aAcross,
    aInner: transposeA ? aAcross : 1,
    bBatch: batchStride(b),
    bColumn: transposeB ? bAcross : 1,
    bInner: transposeB ? 1 : bAcross,
  };
  const threads = batches * Math.ceil(height / TILE_ROWS) * Math.ceil(width / TILE_COLUMNS);
  const shape = [...outer, height, width];
  return bias
    ? runOnGpu(backend, productWithBias, { a, b, bias }, shape, values, threads)
    : runOnGpu(backend, product, { a, b }, shape, values, threads);
}
