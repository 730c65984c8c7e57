import { WORKGROUP } from './gpuKernel';
import { ATTENTION, DEPTH, GPU_PAIRS } from './gpuAttentionPairs';
import { defineGpuKernel } from './kernel';
import { BLOCK_ROWS } from './textBlocks';

/** One matrix product per head and text: a matrix of pairs, or its transpose, times rows of tokens. */
interface PairProduct {
  pairs: string;
  transposed: boolean;
  tokens: (i: string) => string;
}

const LANES = Array.from({ length: BLOCK_ROWS }, (_, row) => row);
const COLUMNS = [0, 1, 2, 3];

const steps = ({ transposed }: PairProduct): string => `
  let rowStep = ${transposed ? '1' : 'block.length'};
  let step = ${transposed ? 'block.length' : '1'};
  let left = pairsOf(block, head) + (block.row - block.first) * rowStep;`;

/** WGSL: `first` if part is 0, and so on. */
const choose = (bodies: readonly string[]): string =>
  bodies.length === 1
    ? bodies[0]!
    : bodies.map((body, part) => `if (part == ${part}) { ${body} }`).join(' else ');

/** A thread takes all rows of a block by four columns. */
function barrierFreeProducts(products: readonly PairProduct[]): string {
  const body = (product: PairProduct): string => `
    ${steps(product)}
    ${LANES.map((r) => `var at${r} = left + min(${r}, block.rows - 1) * rowStep;`).join(' ')}
    for (var k = 0; k < block.length; k++) {
      let right = vec4<f32>(${COLUMNS.map((c) => product.tokens(`source[${c}]`)).join(', ')});
      ${LANES.map((r) => `sum${r} += ${product.pairs}[at${r}] * right; at${r} += step;`).join(' ')}
      source += vec4<i32>(uniforms.columns);
    }`;
  return `
    let fours = (uniforms.width + 3) / 4;
    let column = (index % fours) * 4;
    let head = (index / fours) % uniforms.heads;
    let block = blockAt((index / (fours * uniforms.heads)) % uniforms.count);
    let part = index / (fours * uniforms.heads * uniforms.count);
    var source = vec4<i32>(block.first * uniforms.columns + head * uniforms.width)
      + min(column + vec4<i32>(0, 1, 2, 3), vec4<i32>(uniforms.width - 1));
    ${LANES.map((r) => `var sum${r} = vec4<f32>(0.0);`).join(' ')}
    ${choose(products.map(body))}
    let out = part * uniforms.size + block.row * uniforms.columns + head * uniforms.width + column;
    for (var c = 0; c < min(4, uniforms.width - column); c++) {
      ${LANES.map((r) => `if (${r} < block.rows) { result[out + ${r} * uniforms.columns + c] = sum${r}[c]; }`).join('\n')}
    }`;
}

/** A workgroup takes all rows of a block, each thread of it one column. */
function tiledProducts(products: readonly PairProduct[]): string {
  const body = (product: PairProduct): string => `
    ${steps(product)}
    for (var j = 0; j < block.length; j += ${DEPTH}) {
      for (var i = lane; i < ${BLOCK_ROWS * DEPTH}; i += ${WORKGROUP}) {
        let k = j + i / ${BLOCK_ROWS};
        let at = left + min(i % ${BLOCK_ROWS}, block.rows - 1) * rowStep + min(k, block.length - 1) * step;
        leftTile[i] = select(0.0, ${product.pairs}[at], k < block.length);
      }
      workgroupBarrier();
      for (var k = 0; k < min(${DEPTH}, block.length - j); k++) {
        let right = ${product.tokens('source + (j + k) * uniforms.columns')};
        let at = k * ${BLOCK_ROWS};
        upper += right * vec4<f32>(leftTile[at], leftTile[at + 1], leftTile[at + 2], leftTile[at + 3]);
        lower += right * vec4<f32>(leftTile[at + 4], leftTile[at + 5], leftTile[at + 6], leftTile[at + 7]);
      }
      workgroupBarrier();
    }`;
  return `
    let slices = (uniforms.width + ${WORKGROUP - 1}) / ${WORKGROUP};
    let column = (group % slices) * ${WORKGROUP} + lane;
    let head = (group / slices) % uniforms.heads;
    let block = blockAt((group / (slices * uniforms.heads)) % uniforms.count);
    let part = group / (slices * uniforms.heads * uniforms.count);
    let source = block.first * uniforms.columns + head * uniforms.width + min(column, uniforms.width - 1);
    var upper = vec4<f32>(0.0);
    var lower = vec4<f32>(0.0);
    ${choose(products.map(body))}
    if (column < uniforms.width) {
      let out = part * uniforms.size + block.row * uniforms.columns + head * uniforms.width + column;
      for (var r = 0; r < block.rows; r++) {
        result[out + r * uniforms.columns] = select(lower[r & 3], upper[r & 3], r < 4);
      }
    }`;
}

const productGroups =
  (parts: number) =>
  ({ count, heads, width }: { count: number; heads: number; width: number }): number =>
    parts * count * heads * Math.ceil(width / WORKGROUP);

const PRODUCT_TILE = `var<workgroup> leftTile : array<f32, ${BLOCK_ROWS * DEPTH}>;`;

const context: PairProduct[] = [
  { pairs: 'p', transposed: false, tokens: (i) => `qkv[2 * uniforms.size + ${i}]` },
];

/** P V -> [N, H], 0 in the rows of padding; `threads` = count * heads * ceil(width / 4). */
export const attentionContextOnGpu = defineGpuKernel({
  name: 'GpuAttentionContext',
  inputs: ['qkv', 'p', 'blocks'],
  attributes: ATTENTION,
  gpuFunctions: GPU_PAIRS,
  gpu: barrierFreeProducts(context),
  tiled: { declarations: PRODUCT_TILE, gpu: tiledProducts(context), groups: productGroups(1) },
});

/** Q's, K's and V's in the order in which they lie. */
const gradients: PairProduct[] = [
  { pairs: 'slopes', transposed: false, tokens: (i) => `qkv[uniforms.size + ${i}]` },
  { pairs: 'slopes', transposed: true, tokens: (i) => `qkv[${i}]` },
  { pairs: 'p', transposed: true, tokens: (i) => `dy[${i}]` },
];

/** Gradient by qkv [3, N, H], from `attentionSlopesOnGpu`; three times as many threads as for the context. */
export const attentionGradientOnGpu = defineGpuKernel({
  name: 'GpuAttentionGradient',
  inputs: ['qkv', 'p', 'slopes', 'dy', 'blocks'],
  attributes: ATTENTION,
  gpuFunctions: GPU_PAIRS,
  gpu: barrierFreeProducts(gradients),
  tiled: { declarations: PRODUCT_TILE, gpu: tiledProducts(gradients), groups: productGroups(3) },
});
