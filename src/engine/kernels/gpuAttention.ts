import { WORKGROUP } from './gpuKernel';
import { ATTENTION, DEPTH, GPU_PAIRS } from './gpuAttentionPairs';
import { defineGpuKernel } from './kernel';
import { BLOCK_ROWS } from './textBlocks';

const SLOTS = WORKGROUP / BLOCK_ROWS;
const KEYS = 4 * SLOTS;

/**
 * Rows of L products left_i . right_j for all j of a text, then `finish` over each row.
 * @param left, right element `i` of the left and the right matrix, rows of `columns`
 * @param store what happens to the product `value` of pair `at`
 * @param finish WGSL after all products of a row of pairs [start, start + length)
 */
interface PairRows {
  left: (i: string) => string;
  right: (i: string) => string;
  /** Scalars of a row before the first product. */
  begin: string;
  store: string;
  finish: (
    each: (line: string) => string,
    reduce: (operator: 'max' | 'sum', value: string) => string,
  ) => string;
}

function barrierFree({ left, right, begin, store, finish }: PairRows): string {
  const each = (line: string): string => `for (var at = start; at < start + block.length; at++) { ${line} }`;
  return `
    let block = blockAt(index / (${BLOCK_ROWS} * uniforms.heads));
    let head = (index / ${BLOCK_ROWS}) % uniforms.heads;
    let row = index % ${BLOCK_ROWS};
    if (row < block.rows && block.length > 0) {
      let start = pairsOf(block, head) + (block.row + row - block.first) * block.length;
      let own = (block.row + row) * uniforms.columns + head * uniforms.width;
      let other = block.first * uniforms.columns + head * uniforms.width;
      ${begin}
      for (var j = 0; j < block.length; j += 4) {
        let four = other + min(vec4<i32>(j, j + 1, j + 2, j + 3), vec4<i32>(block.length - 1)) * uniforms.columns;
        var products = vec4<f32>(0.0);
        for (var c = 0; c < uniforms.width; c++) {
          products += ${left('own + c')}
            * vec4<f32>(${['x', 'y', 'z', 'w'].map((k) => right(`four.${k} + c`)).join(', ')});
        }
        for (var k = 0; k < min(4, block.length - j); k++) {
          let at = start + j + k;
          let value = products[k];
          ${store}
        }
      }
      ${finish(each, (_operator, value) => value)}
    }`;
}

/** One workgroup a block and head: 8 rows by 8 slots, each of which takes every eighth key. */
function tiled({ left, right, begin, store, finish }: PairRows): string {
  const each = (line: string): string =>
    `for (var at = start + slot; at < start + length; at += ${SLOTS}) { ${line} }`;
  return `
    let block = blockAt(group / uniforms.heads);
    let head = group % uniforms.heads;
    let row = lane / ${SLOTS};
    let slot = lane % ${SLOTS};
    // Rows that the block lacks run along without a key of their own: all threads must meet at the barriers.
    let length = select(0, block.length, row < block.rows);
    let start = pairsOf(block, head) + (block.row + row - block.first) * block.length;
    let other = block.first * uniforms.columns + head * uniforms.width;
    ${begin}
    for (var j = 0; j < block.length; j += ${KEYS}) {
      var products = vec4<f32>(0.0);
      for (var depth = 0; depth < uniforms.width; depth += ${DEPTH}) {
        for (var i = lane; i < ${BLOCK_ROWS * DEPTH}; i += ${WORKGROUP}) {
          let c = depth + i % ${DEPTH};
          let r = min(i / ${DEPTH}, block.rows - 1);
          let source = (block.row + r) * uniforms.columns + head * uniforms.width + min(c, uniforms.width - 1);
          leftTile[i] = select(0.0, ${left('source')}, c < uniforms.width);
        }
        for (var i = lane; i < ${KEYS * DEPTH}; i += ${WORKGROUP}) {
          let c = depth + i % ${DEPTH};
          let key = min(j + i / ${DEPTH}, block.length - 1);
          let source = other + key * uniforms.columns + min(c, uniforms.width - 1);
          rightTile[(i / ${DEPTH}) * ${DEPTH + 1} + i % ${DEPTH}] = select(0.0, ${right('source')}, c < uniforms.width);
        }
        workgroupBarrier();
        for (var c = 0; c < ${DEPTH}; c++) {
          let at = slot * ${DEPTH + 1} + c;
          products += leftTile[row * ${DEPTH} + c] * vec4<f32>(
            ${[0, 1, 2, 3].map((k) => `rightTile[at + ${k * SLOTS * (DEPTH + 1)}]`).join(', ')});
        }
        workgroupBarrier();
      }
      for (var k = 0; k < 4; k++) {
        let key = j + k * ${SLOTS} + slot;
        if (key < length) {
          let at = start + key;
          let value = products[k];
          ${store}
        }
      }
    }
    ${finish(each, (operator, value) => `${operator}OfRow(lane, ${value})`)}`;
}

const TILES = `
  var<workgroup> leftTile : array<f32, ${BLOCK_ROWS * DEPTH}>;
  var<workgroup> rightTile : array<f32, ${KEYS * (DEPTH + 1)}>;
  var<workgroup> shares : array<f32, ${WORKGROUP}>;
  ${['max', 'sum']
    .map(
      (operator) => `
      fn ${operator}OfRow(lane : i32, share : f32) -> f32 {
        shares[lane] = share;
        workgroupBarrier();
        let first = (lane / ${SLOTS}) * ${SLOTS};
        var all = shares[first];
        for (var s = 1; s < ${SLOTS}; s++) { all = ${operator === 'max' ? 'max(all, shares[first + s])' : 'all + shares[first + s]'}; }
        workgroupBarrier();
        return all;
      }`,
    )
    .join('\n')}`;

const groups = ({ count, heads }: { count: number; heads: number }): number => count * heads;

const probabilities: PairRows = {
  left: (i) => `qkv[${i}]`,
  right: (i) => `qkv[uniforms.size + ${i}]`,
  begin: 'var best = -3.0e38;',
  store: 'let score = value * uniforms.scale; result[at] = score; best = max(best, score);',
  finish: (each, reduce) => `
    best = ${reduce('max', 'best')};
    var total = 0.0;
    ${each('let weight = exp(result[at] - best); result[at] = weight; total += weight;')}
    total = ${reduce('sum', 'total')};
    ${each('result[at] /= total;')}`,
};

/** softmax(Q K^T * scale) of each head of each text; `threads` = count * heads * BLOCK_ROWS. */
export const attentionProbabilitiesOnGpu = defineGpuKernel({
  name: 'GpuAttentionProbabilities',
  inputs: ['qkv', 'blocks'],
  attributes: ATTENTION,
  gpuFunctions: GPU_PAIRS,
  gpu: barrierFree(probabilities),
  tiled: { declarations: TILES, gpu: tiled(probabilities), groups },
});

const slopes: PairRows = {
  left: (i) => `dy[${i}]`,
  right: (i) => `qkv[2 * uniforms.size + ${i}]`,
  begin: 'var total = 0.0;',
  store: 'result[at] = value; total += value * p[at];',
  finish: (each, reduce) => `
    total = ${reduce('sum', 'total')};
    ${each('result[at] = uniforms.scale * p[at] * (result[at] - total);')}`,
};

/** Gradient by Q K^T from dy [N, H], that by the context: scale * p (dp - sum(p dp)), dp = dy V^T. */
export const attentionSlopesOnGpu = defineGpuKernel({
  name: 'GpuAttentionSlopes',
  inputs: ['qkv', 'p', 'dy', 'blocks'],
  attributes: ATTENTION,
  gpuFunctions: GPU_PAIRS,
  gpu: barrierFree(slopes),
  tiled: { declarations: TILES, gpu: tiled(slopes), groups },
});
