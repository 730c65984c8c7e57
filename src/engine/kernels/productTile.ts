import { WORKGROUP } from './gpuKernel';
import type { TiledDefinition } from './gpuKernel';

/**
 * The heart of all matrix products on a GPU: one tile of a product of two matrices whose elements lie in flat buffers.
 * Before it, WGSL must define the i32 `row`, `column` (of the tile's first element), `rows`, `columns`, `inner` (sizes of the
 * product), `aStart`, `aRow`, `aInner`, `bStart`, `bColumn`, `bInner` (places in the buffers).
 */
export interface ProductTile {
  /** Buffers of the two factors. */
  a: string;
  b: string;
  /** Adds up the rows of the left factor as well, in `rowSum`. */
  rowSums?: boolean;
}

/** Rows and columns of the tile of a thread without neighbours. */
const THREAD_ROWS = 8;
const THREAD_COLUMNS = 4;

const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const each = (count: number, line: (i: number) => string): string => indices(count).map(line).join('\n');

/** Declares the sums of a thread's tile. */
const THREAD_SUMS = `
  ${each(THREAD_ROWS, (r) => `var sum${r} = vec4<f32>(0.0); var rowSum${r} = 0.0;`)}`;

/** Loads beyond the edges are clamped to them, so that the loop has no branch; the sums there are never stored. */
function threadTile({ a, b, rowSums = false }: ProductTile): string {
  return `
    ${each(THREAD_ROWS, (r) => `var a${r} = aStart + min(row + ${r}, rows - 1) * aRow;`)}
    ${each(THREAD_COLUMNS, (c) => `var b${c} = bStart + min(column + ${c}, columns - 1) * bColumn;`)}
    for (var k = 0; k < inner; k++) {
      let right = vec4<f32>(${indices(THREAD_COLUMNS)
        .map((c) => `${b}[b${c}]`)
        .join(', ')});
      ${each(THREAD_ROWS, (r) => `let left${r} = ${a}[a${r}]; sum${r} += left${r} * right; a${r} += aInner;`)}
      ${rowSums ? each(THREAD_ROWS, (r) => `rowSum${r} += left${r};`) : ''}
      ${each(THREAD_COLUMNS, (c) => `b${c} += bInner;`)}
    }`;
}

/**
 * Runs `store` for each element of the tile inside the product, with its i32 `m` and `n` (row and column) and its
 * `value`, and `storeRow` for each row of the tiles in the first column, with `m` and `rowSum`.
 */
function storeThreadTile(store: string, storeRow = ''): string {
  return each(
    THREAD_ROWS,
    (r) => `if (row + ${r} < rows) {
      let m = row + ${r};
      ${storeRow && `if (column == 0) { let rowSum = rowSum${r}; ${storeRow} }`}
      for (var c = 0; c < min(${THREAD_COLUMNS}, columns - column); c++) {
        let n = column + c;
        let value = sum${r}[c];
        ${store}
      }
    }`,
  );
}

/** Rows and columns of the tile of a workgroup, each of whose threads has 4 x 4 elements. */
const GROUP_TILE = 32;
const THREADS = GROUP_TILE / 4;
const DEPTH = 16;

const GROUP_DECLARATIONS = `
  var<workgroup> aTile : array<f32, ${DEPTH * GROUP_TILE}>;
  var<workgroup> bTile : array<f32, ${DEPTH * GROUP_TILE}>;`;

const GROUP_SUMS = `
  ${each(4, (r) => `var sum${r} = vec4<f32>(0.0);`)}
  var rowSums = vec4<f32>(0.0);
  let down = (lane / ${THREADS}) * 4;
  let right = (lane % ${THREADS}) * 4;`;

/** Loads neighbouring elements by neighbouring threads, whichever way the matrix lies. */
const load = (
  tile: string,
  from: string,
  first: string,
  limit: string,
  start: string,
  step: string,
  inner: string,
) => `
  for (var i = lane; i < ${DEPTH * GROUP_TILE}; i += ${WORKGROUP}) {
    let along = ${inner} == 1;
    let d = select(i / ${GROUP_TILE}, i % ${DEPTH}, along);
    let r = select(i % ${GROUP_TILE}, i / ${DEPTH}, along);
    let inside = ${first} + r < ${limit} && k + d < inner;
    let at = select(0, ${start} + (${first} + r) * ${step} + (k + d) * ${inner}, inside);
    ${tile}[d * ${GROUP_TILE} + r] = select(0.0, ${from}[at], inside);
  }`;

/** The same for a workgroup: tiles of both factors go through workgroup memory. */
function groupTile({ a, b, rowSums = false }: ProductTile): string {
  const four = (tile: string, at: string): string =>
    `vec4<f32>(${indices(4)
      .map((i) => `${tile}[d * ${GROUP_TILE} + ${at} + ${i}]`)
      .join(', ')})`;
  return `
    for (var k = 0; k < inner; k += ${DEPTH}) {
      ${load('aTile', a, 'row', 'rows', 'aStart', 'aRow', 'aInner')}
      ${load('bTile', b, 'column', 'columns', 'bStart', 'bColumn', 'bInner')}
      workgroupBarrier();
      for (var d = 0; d < ${DEPTH}; d++) {
        let lefts = ${four('aTile', 'down')};
        let rights = ${four('bTile', 'right')};
        ${each(4, (r) => `sum${r} += lefts[${r}] * rights;`)}
        ${rowSums ? 'rowSums += lefts;' : ''}
      }
      workgroupBarrier();
    }`;
}

/** As `storeThreadTile`. */
function storeGroupTile(store: string, storeRow = ''): string {
  return each(
    4,
    (r) => `if (row + down + ${r} < rows) {
      let m = row + down + ${r};
      ${storeRow && `if (column == 0 && right == 0) { let rowSum = rowSums[${r}]; ${storeRow} }`}
      for (var c = 0; c < min(4, columns - column - right); c++) {
        let n = column + right + c;
        let value = sum${r}[c];
        ${store}
      }
    }`,
  );
}

/** WGSL that gives `row`, `column` and the rest of the count, `batch`, from a thread's or workgroup's `number`. */
const tilePlace = (number: string, tileRows: number, tileColumns: number): string => `
  let across = (columns + ${tileColumns - 1}) / ${tileColumns};
  let downward = (rows + ${tileRows - 1}) / ${tileRows};
  let column = (${number} % across) * ${tileColumns};
  let row = ((${number} / across) % downward) * ${tileRows};
  let batch = ${number} / (across * downward);`;

interface Size {
  rows: number;
  columns: number;
}

/** How many threads without neighbours a number of products of a size takes. */
export function threadTiles({ rows, columns }: Size, batches = 1): number {
  return batches * Math.ceil(rows / THREAD_ROWS) * Math.ceil(columns / THREAD_COLUMNS);
}

function groupTiles({ rows, columns }: Size, threads: number): number {
  const batches = threads / threadTiles({ rows, columns });
  return batches * Math.ceil(rows / GROUP_TILE) * Math.ceil(columns / GROUP_TILE);
}

/** What a kernel does with a matrix product, or with several of one size: WGSL for the places named above. */
export interface ProductKernel {
  /** Defines `rows`, `columns`, `inner`. */
  sizes: string;
  /** Computes the tile of product number `batch` by calls of `tile`. */
  tiles: (tile: (factors: ProductTile) => string) => string;
  /** See `storeThreadTile`. */
  store: string;
  storeRow?: string;
}

/** Both variants of such a kernel, for `defineGpuKernel`; `threads` must come from `threadTiles`. */
export function productVariants<Attribute extends string>({
  sizes,
  tiles,
  store,
  storeRow,
}: ProductKernel): { gpu: string; tiled: TiledDefinition<Attribute | 'rows' | 'columns'> } {
  return {
    gpu: `${sizes} ${tilePlace('index', THREAD_ROWS, THREAD_COLUMNS)} ${THREAD_SUMS}
      ${tiles(threadTile)}
      ${storeThreadTile(store, storeRow)}`,
    tiled: {
      declarations: GROUP_DECLARATIONS,
      gpu: `${sizes} ${tilePlace('group', GROUP_TILE, GROUP_TILE)} ${GROUP_SUMS}
        ${tiles(groupTile)}
        ${storeGroupTile(store, storeRow)}`,
      groups: groupTiles,
    },
  };
}
