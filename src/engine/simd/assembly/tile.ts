import { multiplyAdd } from './vector';

/** Rows of a tile: its sums, two vectors a row, stay in the 16 registers; a multiplication that adds needs one less. */
export const TILE_ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
/** Columns of a tile: two vectors. */
export const TILE_COLUMNS: i32 = 8;

/** Writes scale * sums + addend to one row of a tile. */
function writeRow(to: usize, left: v128, right: v128, scale: v128, addend: usize): void {
  v128.store(to, multiplyAdd(left, scale, v128.load(addend)));
  v128.store(to, multiplyAdd(right, scale, v128.load(addend, 16)), 16);
}

/**
 * One tile of a product from a panel of the left and a panel of the right matrix (see pack.ts):
 * scale * sum over `inner` + addend.
 * @param to the tile; its rows are `toStep` bytes apart
 * @param addend what is added, rows `addendStep` bytes apart; may be the tile itself
 */
export function tile(
  left: usize,
  right: usize,
  inner: i32,
  scale: f32,
  to: usize,
  toStep: usize,
  addend: usize,
  addendStep: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tileOfSix(left, right, inner, scale, to, toStep, addend, addendStep);
  else tileOfFour(left, right, inner, scale, to, toStep, addend, addendStep);
}

function tileOfFour(
  left: usize,
  right: usize,
  inner: i32,
  scale: f32,
  to: usize,
  toStep: usize,
  addend: usize,
  addendStep: usize,
): void {
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  const end = left + ((<usize>inner) << 4);
  while (left < end) {
    const y0 = v128.load(right);
    const y1 = v128.load(right, 16);
    let x = v128.load32_splat(left);
    s00 = multiplyAdd(x, y0, s00);
    s01 = multiplyAdd(x, y1, s01);
    x = v128.load32_splat(left, 4);
    s10 = multiplyAdd(x, y0, s10);
    s11 = multiplyAdd(x, y1, s11);
    x = v128.load32_splat(left, 8);
    s20 = multiplyAdd(x, y0, s20);
    s21 = multiplyAdd(x, y1, s21);
    x = v128.load32_splat(left, 12);
    s30 = multiplyAdd(x, y0, s30);
    s31 = multiplyAdd(x, y1, s31);
    left += 16;
    right += 32;
  }
  const factor = f32x4.splat(scale);
  writeRow(to, s00, s01, factor, addend);
  writeRow(to + toStep, s10, s11, factor, addend + addendStep);
  writeRow(to + 2 * toStep, s20, s21, factor, addend + 2 * addendStep);
  writeRow(to + 3 * toStep, s30, s31, factor, addend + 3 * addendStep);
}

function tileOfSix(
  left: usize,
  right: usize,
  inner: i32,
  scale: f32,
  to: usize,
  toStep: usize,
  addend: usize,
  addendStep: usize,
): void {
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let s40 = s00;
  let s41 = s00;
  let s50 = s00;
  let s51 = s00;
  const end = left + <usize>inner * 24;
  while (left < end) {
    const y0 = v128.load(right);
    const y1 = v128.load(right, 16);
    let x = v128.load32_splat(left);
    s00 = multiplyAdd(x, y0, s00);
    s01 = multiplyAdd(x, y1, s01);
    x = v128.load32_splat(left, 4);
    s10 = multiplyAdd(x, y0, s10);
    s11 = multiplyAdd(x, y1, s11);
    x = v128.load32_splat(left, 8);
    s20 = multiplyAdd(x, y0, s20);
    s21 = multiplyAdd(x, y1, s21);
    x = v128.load32_splat(left, 12);
    s30 = multiplyAdd(x, y0, s30);
    s31 = multiplyAdd(x, y1, s31);
    x = v128.load32_splat(left, 16);
    s40 = multiplyAdd(x, y0, s40);
    s41 = multiplyAdd(x, y1, s41);
    x = v128.load32_splat(left, 20);
    s50 = multiplyAdd(x, y0, s50);
    s51 = multiplyAdd(x, y1, s51);
    left += 24;
    right += 32;
  }
  const factor = f32x4.splat(scale);
  writeRow(to, s00, s01, factor, addend);
  writeRow(to + toStep, s10, s11, factor, addend + addendStep);
  writeRow(to + 2 * toStep, s20, s21, factor, addend + 2 * addendStep);
  writeRow(to + 3 * toStep, s30, s31, factor, addend + 3 * addendStep);
  writeRow(to + 4 * toStep, s40, s41, factor, addend + 4 * addendStep);
  writeRow(to + 5 * toStep, s50, s51, factor, addend + 5 * addendStep);
}
