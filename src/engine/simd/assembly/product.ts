import { packColumns, packRows } from './pack';
import { tile, TILE_COLUMNS, TILE_ROWS } from './tile';

/**
 * Products of matrices in blocks that fit the caches (Goto & van de Geijn 2008): a panel of the right matrix stays in
 * the first level, a block of the left one in the second.
 */
const INNER_BLOCK: i32 = 384;
/** Whole tiles, of 4 and of 6 rows. */
const ROW_BLOCK: i32 = 120;
const COLUMN_BLOCK: i32 = 1536;

const ZEROS_BYTES: usize = 64;
const EDGE_BYTES: usize = 192;
/** From row to row of a tile at the edge. */
const EDGE_STEP: usize = TILE_COLUMNS << 2;
const LEFT_BYTES: usize = 4 * ROW_BLOCK * INNER_BLOCK;
const RIGHT_BYTES: usize = 4 * COLUMN_BLOCK * INNER_BLOCK;

let zeros: usize = 0;
let edge: usize = 0;
let leftBlock: usize = 0;
let rightBlock: usize = 0;
let spare: usize = 0;

/** Bytes of memory that `useScratch` has to be given, without what kernels ask for besides. */
export function scratchBytes(): usize {
  return ZEROS_BYTES + EDGE_BYTES + LEFT_BYTES + RIGHT_BYTES;
}

/** Memory that the kernels may write to; nothing in it needs to live from one call to the next. */
export function useScratch(at: usize): void {
  zeros = at;
  memory.fill(zeros, 0, ZEROS_BYTES);
  edge = zeros + ZEROS_BYTES;
  leftBlock = edge + EDGE_BYTES;
  rightBlock = leftBlock + LEFT_BYTES;
  spare = rightBlock + RIGHT_BYTES;
}

/** Scratch behind that of `scratchBytes`. */
export function spareScratch(): usize {
  return spare;
}

/**
 * Rows first .. end of A B + bias.
 * @param a [rows, inner], or [inner, rows] if `aTransposed`; its stored rows are `aStep` bytes apart
 * @param b [inner, columns], or [columns, inner] if `bTransposed`; its stored rows are `bStep` bytes apart
 * @param bias [columns], or 0 for none
 * @param to [rows, columns], rows `toStep` bytes apart
 */
export function product(
  a: usize,
  aStep: usize,
  aTransposed: bool,
  b: usize,
  bStep: usize,
  bTransposed: bool,
  columns: i32,
  inner: i32,
  bias: usize,
  to: usize,
  toStep: usize,
  first: i32,
  end: i32,
): void {
  for (let column = 0; column < columns; column += COLUMN_BLOCK) {
    const width = min(COLUMN_BLOCK, columns - column);
    for (let depth = 0; depth < inner; depth += INNER_BLOCK) {
      const part = min(INNER_BLOCK, inner - depth);
      packRight(b, bStep, bTransposed, column, width, depth, part);
      for (let row = first; row < end; row += ROW_BLOCK) {
        const height = min(ROW_BLOCK, end - row);
        packLeft(a, aStep, aTransposed, row, height, depth, part);
        const out = to + <usize>row * toStep + ((<usize>column) << 2);
        if (depth > 0) tiles(height, width, part, out, toStep, out, toStep);
        else if (bias) tiles(height, width, part, out, toStep, bias + ((<usize>column) << 2), 0);
        else tiles(height, width, part, out, toStep, 0, 0);
      }
    }
  }
}

function packLeft(
  a: usize,
  step: usize,
  transposed: bool,
  row: i32,
  height: i32,
  depth: i32,
  part: i32,
): void {
  let out = leftBlock;
  for (let at = 0; at < height; at += TILE_ROWS) {
    if (transposed)
      packColumns(
        a + <usize>depth * step + ((<usize>(row + at)) << 2),
        step,
        height - at,
        part,
        TILE_ROWS,
        out,
      );
    else
      packRows(
        a + <usize>(row + at) * step + ((<usize>depth) << 2),
        step,
        min(TILE_ROWS, height - at),
        part,
        TILE_ROWS,
        out,
      );
    out += (<usize>(part * TILE_ROWS)) << 2;
  }
}

function packRight(
  b: usize,
  step: usize,
  transposed: bool,
  column: i32,
  width: i32,
  depth: i32,
  part: i32,
): void {
  let out = rightBlock;
  for (let at = 0; at < width; at += TILE_COLUMNS) {
    if (transposed)
      packRows(
        b + <usize>(column + at) * step + ((<usize>depth) << 2),
        step,
        min(TILE_COLUMNS, width - at),
        part,
        TILE_COLUMNS,
        out,
      );
    else
      packColumns(
        b + <usize>depth * step + ((<usize>(column + at)) << 2),
        step,
        width - at,
        part,
        TILE_COLUMNS,
        out,
      );
    out += (<usize>(part * TILE_COLUMNS)) << 2;
  }
}

/** The product of the packed blocks; `start` 0: sums that begin with 0. */
function tiles(
  height: i32,
  width: i32,
  part: i32,
  to: usize,
  toStep: usize,
  start: usize,
  startStep: usize,
): void {
  for (let column = 0; column < width; column += TILE_COLUMNS) {
    const right = rightBlock + ((<usize>(column * part)) << 2);
    const place = (<usize>column) << 2;
    for (let row = 0; row < height; row += TILE_ROWS) {
      const left = leftBlock + ((<usize>(row * part)) << 2);
      const out = to + <usize>row * toStep + place;
      const added = start ? start + <usize>row * startStep + place : zeros;
      const startsStep = start ? startStep : 0;
      if (height - row >= TILE_ROWS && width - column >= TILE_COLUMNS) {
        tile(left, right, part, out, toStep, added, startsStep);
      } else {
        const rowsLeft = min(TILE_ROWS, height - row);
        const columnsLeft = min(TILE_COLUMNS, width - column);
        // Begins with what a whole tile would begin with: the same vectors give the same sum wherever they stand.
        if (start) copyEdge(rowsLeft, columnsLeft, added, startsStep, edge, EDGE_STEP);
        tile(left, right, part, edge, EDGE_STEP, start ? edge : zeros, start ? EDGE_STEP : 0);
        copyEdge(rowsLeft, columnsLeft, edge, EDGE_STEP, out, toStep);
      }
    }
  }
}

/** Copies the part of a tile that there is room for. */
function copyEdge(rows: i32, columns: i32, from: usize, fromStep: usize, to: usize, toStep: usize): void {
  for (let row = 0; row < rows; row++, from += fromStep, to += toStep) {
    for (let column = 0; column < columns; column++) {
      const place = (<usize>column) << 2;
      f32.store(to + place, f32.load(from + place));
    }
  }
}
