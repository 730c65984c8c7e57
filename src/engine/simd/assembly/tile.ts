import { multiplyAdd } from './vector';

/** Rows of a tile: its sums, two vectors a row, stay in the 16 registers; a multiplication that adds needs one less. */
export const TILE_ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
/** Columns of a tile: two vectors. */
export const TILE_COLUMNS: i32 = 8;

/**
 * One tile of a product from a panel of the left and a panel of the right matrix (see pack.ts): start + the sum over
 * `inner`. Anything but loads before the loop and stores behind it makes V8 keep sums in memory (half the speed).
 * @param to the tile; its rows are `toStep` bytes apart
 * @param start what the sums begin with, rows `startStep` bytes apart; may be the tile itself
 */
export function tile(
  left: usize,
  right: usize,
  inner: i32,
  to: usize,
  toStep: usize,
  start: usize,
  startStep: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tileOfSix(left, right, inner, to, toStep, start, startStep);
  else tileOfFour(left, right, inner, to, toStep, start, startStep);
}

function tileOfFour(
  left: usize,
  right: usize,
  inner: i32,
  to: usize,
  toStep: usize,
  start: usize,
  startStep: usize,
): void {
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  start += startStep;
  let s10 = v128.load(start);
  let s11 = v128.load(start, 16);
  start += startStep;
  let s20 = v128.load(start);
  let s21 = v128.load(start, 16);
  start += startStep;
  let s30 = v128.load(start);
  let s31 = v128.load(start, 16);
  const end = left + <usize>inner * 16;
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
  v128.store(to, s00);
  v128.store(to, s01, 16);
  to += toStep;
  v128.store(to, s10);
  v128.store(to, s11, 16);
  to += toStep;
  v128.store(to, s20);
  v128.store(to, s21, 16);
  to += toStep;
  v128.store(to, s30);
  v128.store(to, s31, 16);
}

function tileOfSix(
  left: usize,
  right: usize,
  inner: i32,
  to: usize,
  toStep: usize,
  start: usize,
  startStep: usize,
): void {
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  start += startStep;
  let s10 = v128.load(start);
  let s11 = v128.load(start, 16);
  start += startStep;
  let s20 = v128.load(start);
  let s21 = v128.load(start, 16);
  start += startStep;
  let s30 = v128.load(start);
  let s31 = v128.load(start, 16);
  start += startStep;
  let s40 = v128.load(start);
  let s41 = v128.load(start, 16);
  start += startStep;
  let s50 = v128.load(start);
  let s51 = v128.load(start, 16);
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
  v128.store(to, s00);
  v128.store(to, s01, 16);
  to += toStep;
  v128.store(to, s10);
  v128.store(to, s11, 16);
  to += toStep;
  v128.store(to, s20);
  v128.store(to, s21, 16);
  to += toStep;
  v128.store(to, s30);
  v128.store(to, s31, 16);
  to += toStep;
  v128.store(to, s40);
  v128.store(to, s41, 16);
  to += toStep;
  v128.store(to, s50);
  v128.store(to, s51, 16);
}
