import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { runOnGpu } from './gpuKernel';
import type { GpuDefinition } from './gpuKernel';
import { defineGpuKernel } from './kernel';
import { productVariants, threadTiles } from './productTile';

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

const sizes = `
  let rows = uniforms.rows;
  let columns = uniforms.columns;
  let inner = uniforms.inner;`;
const places = `
  let aStart = batch * uniforms.aBatch;
  let aRow = uniforms.aRow;
  let aInner = uniforms.aInner;
  let bStart = batch * uniforms.bBatch;
  let bColumn = uniforms.bColumn;
  let bInner = uniforms.bInner;`;
const at = '(batch * rows + m) * columns + n';

const product: GpuDefinition<'a' | 'b', Attribute> = {
  name: 'MatMul',
  inputs: ['a', 'b'],
  attributes,
  ...productVariants({
    sizes,
    tiles: (tile) => places + tile({ a: 'a', b: 'b' }),
    store: `result[${at}] = value;`,
  }),
};

const productWithBias: GpuDefinition<'a' | 'b' | 'bias', Attribute> = {
  name: 'MatMulBias',
  inputs: ['a', 'b', 'bias'],
  attributes,
  ...productVariants({
    sizes,
    tiles: (tile) => places + tile({ a: 'a', b: 'b' }),
    store: `result[${at}] = value + bias[n];`,
  }),
};

/** a^T b of a [N, rows] and b [N, columns], and the column sums of a: gradients by a weight and its bias. */
const transposedProductAndSums = defineGpuKernel({
  name: 'TransposedProductAndSums',
  inputs: ['a', 'b'],
  attributes: { rows: 'int32', columns: 'int32', inner: 'int32' },
  outputs: { result: 'float32', sums: 'float32' },
  ...productVariants({
    sizes,
    tiles: (tile) => `
      let aStart = 0; let aRow = 1; let aInner = rows;
      let bStart = 0; let bColumn = 1; let bInner = columns;
      ${tile({ a: 'a', b: 'b', rowSums: true })}`,
    store: 'result[m * columns + n] = value;',
    storeRow: 'sums[m] = rowSum;',
  }),
});

/**
 * a^T b and the sums of the columns of a, in one program.
 * @param a [N, rows]
 * @param b [N, columns]
 * @returns [rows, columns] and [rows]
 */
export function transposedProductWithSums(a: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const [inner, rows] = a.shape as [number, number];
  const columns = b.shape[1]!;
  const shapes = [[rows, columns], [rows]];
  const size = { rows, columns, inner };
  return transposedProductAndSums({ a, b }, shapes, size, threadTiles(size)) as [tf.Tensor, tf.Tensor];
}

/**
 * Replaces the matrix products of the webgpu backend. TensorFlow.js's own add up by atomic operations where the inner
 * dimension is long, so that two runs differ; and on GPUs emulated on a CPU their barriers cost a factor of ten.
 */
export function useOwnMatMul(): void {
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
  const threads = threadTiles(values, batches);
  const shapes = [[...outer, height, width]];
  const [result] = bias
    ? runOnGpu(backend, productWithBias, { a, b, bias }, shapes, values, threads)
    : runOnGpu(backend, product, { a, b }, shapes, values, threads);
  return result!;
}
