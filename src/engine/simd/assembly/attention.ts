import { product, spareScratch } from './product';
import { expOf, multiplyAdd, sumOf } from './vector';

/**
 * Attention text by text and head by head. q, k, v and their like are token rows [N, heads * width]; `firsts` and
 * `lengths` are i32 lists of each text's first row and its tokens. Probabilities lie one behind the other: for each
 * text and each of its heads length * length. Only the texts first .. end are worked on.
 */

function lengthOf(lengths: usize, text: i32): i32 {
  return i32.load(lengths + ((<usize>text) << 2));
}

/** Bytes of one head's probabilities. */
function squareBytes(length: i32): usize {
  return (<usize>(length * length)) << 2;
}

/** Where the probabilities of a text begin. */
function probabilitiesOf(p: usize, lengths: usize, heads: i32, text: i32): usize {
  for (let earlier = 0; earlier < text; earlier++)
    p += <usize>heads * squareBytes(lengthOf(lengths, earlier));
  return p;
}

/** softmax(scale * x) of one row, in place. */
function softmax(row: usize, length: i32, scale: f32): void {
  const end = row + ((<usize>length) << 2);
  const whole = row + ((<usize>(length & ~3)) << 2);
  let best = f32x4.splat(-f32.MAX_VALUE);
  let at = row;
  for (; at < whole; at += 16) best = f32x4.pmax(v128.load(at), best);
  for (; at < end; at += 4) best = f32x4.pmax(v128.load32_splat(at), best);
  let highest = f32x4.pmax(v128.shuffle<f32>(best, best, 2, 3, 0, 1), best);
  highest = f32x4.pmax(v128.shuffle<f32>(highest, highest, 1, 0, 3, 2), highest);
  const by = f32x4.splat(scale);
  let sums = f32x4.splat(0);
  for (at = row; at < whole; at += 16) {
    const weight = expOf(f32x4.mul(f32x4.sub(v128.load(at), highest), by));
    sums = f32x4.add(sums, weight);
    v128.store(at, weight);
  }
  let sum = sumOf(sums);
  for (; at < end; at += 4) {
    const weight = f32x4.extract_lane(expOf(f32x4.mul(f32x4.sub(v128.load32_splat(at), highest), by)), 0);
    sum += weight;
    f32.store(at, weight);
  }
  const inverse: f32 = 1 / sum;
  const factor = f32x4.splat(inverse);
  for (at = row; at < whole; at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
  for (; at < end; at += 4) f32.store(at, f32.load(at) * inverse);
}

/** softmax(Q K^T / sqrt(width)) */
export function attentionProbabilities(
  q: usize,
  k: usize,
  firsts: usize,
  lengths: usize,
  p: usize,
  heads: i32,
  width: i32,
  first: i32,
  end: i32,
): void {
  const step = (<usize>(heads * width)) << 2;
  const scale: f32 = 1 / sqrt(<f32>width);
  p = probabilitiesOf(p, lengths, heads, first);
  for (let text = first; text < end; text++) {
    const length = lengthOf(lengths, text);
    const rows = <usize>lengthOf(firsts, text) * step;
    for (let head = 0; head < heads; head++) {
      const part = rows + ((<usize>(head * width)) << 2);
      product(
        q + part,
        step,
        false,
        k + part,
        step,
        true,
        length,
        width,
        0,
        p,
        (<usize>length) << 2,
        0,
        length,
      );
      for (let row = 0; row < length; row++) softmax(p + ((<usize>(row * length)) << 2), length, scale);
      p += squareBytes(length);
    }
  }
}

/** P V; rows of padding are left alone. */
export function attentionContext(
  p: usize,
  v: usize,
  firsts: usize,
  lengths: usize,
  to: usize,
  heads: i32,
  width: i32,
  first: i32,
  end: i32,
): void {
  const step = (<usize>(heads * width)) << 2;
  p = probabilitiesOf(p, lengths, heads, first);
  for (let text = first; text < end; text++) {
    const length = lengthOf(lengths, text);
    const rows = <usize>lengthOf(firsts, text) * step;
    for (let head = 0; head < heads; head++) {
      const part = rows + ((<usize>(head * width)) << 2);
      product(
        p,
        (<usize>length) << 2,
        false,
        v + part,
        step,
        false,
        width,
        length,
        0,
        to + part,
        step,
        0,
        length,
      );
      p += squareBytes(length);
    }
  }
}

/** scale * p (dp - sum(p dp)) of one row, in place of dp. */
function softmaxGradient(p: usize, dp: usize, length: i32, scale: f32): void {
  const bytes = (<usize>length) << 2;
  const whole = (<usize>(length & ~3)) << 2;
  let sums = f32x4.splat(0);
  let at: usize = 0;
  for (; at < whole; at += 16) sums = multiplyAdd(v128.load(p + at), v128.load(dp + at), sums);
  let sum = sumOf(sums);
  for (; at < bytes; at += 4) sum += f32.load(p + at) * f32.load(dp + at);
  const shift = f32x4.splat(sum);
  const by = f32x4.splat(scale);
  for (at = 0; at < whole; at += 16)
    v128.store(dp + at, f32x4.mul(f32x4.mul(v128.load(p + at), by), f32x4.sub(v128.load(dp + at), shift)));
  for (; at < bytes; at += 4) f32.store(dp + at, scale * f32.load(p + at) * (f32.load(dp + at) - sum));
}

/** Gradients of `attentionContext` by q, k and v; needs scratch for the probabilities of the longest text's head. */
export function attentionGradient(
  q: usize,
  k: usize,
  v: usize,
  p: usize,
  dy: usize,
  firsts: usize,
  lengths: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  heads: i32,
  width: i32,
  first: i32,
  end: i32,
): void {
  const step = (<usize>(heads * width)) << 2;
  const scale: f32 = 1 / sqrt(<f32>width);
  const slopes = spareScratch();
  p = probabilitiesOf(p, lengths, heads, first);
  for (let text = first; text < end; text++) {
    const length = lengthOf(lengths, text);
    const along = (<usize>length) << 2;
    const rows = <usize>lengthOf(firsts, text) * step;
    for (let head = 0; head < heads; head++) {
      const part = rows + ((<usize>(head * width)) << 2);
      product(p, along, true, dy + part, step, false, width, length, 0, dv + part, step, 0, length);
      product(dy + part, step, false, v + part, step, true, length, width, 0, slopes, along, 0, length);
      for (let row: usize = 0; row < <usize>length; row++)
        softmaxGradient(p + row * along, slopes + row * along, length, scale);
      product(slopes, along, false, k + part, step, false, width, length, 0, dq + part, step, 0, length);
      product(slopes, along, true, q + part, step, false, width, length, 0, dk + part, step, 0, length);
      p += squareBytes(length);
    }
  }
}
