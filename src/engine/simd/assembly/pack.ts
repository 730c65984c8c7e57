/** Copies parts of matrices into panels: `width` numbers of one step of the inner dimension, then those of the next. */

/** Four rows, read along the inner dimension, into four columns of a panel whose steps are `step` bytes apart. */
function fourRows(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  inner: i32,
  out: usize,
  step: usize,
): void {
  const end = row0 + ((<usize>(inner & ~3)) << 2);
  while (row0 < end) {
    const a = v128.load(row0);
    const b = v128.load(row1);
    const c = v128.load(row2);
    const d = v128.load(row3);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    v128.store(out, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(out + step, v128.shuffle<f64>(ab, cd, 1, 3));
    const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(out + 2 * step, v128.shuffle<f64>(ab2, cd2, 0, 2));
    v128.store(out + 3 * step, v128.shuffle<f64>(ab2, cd2, 1, 3));
    row0 += 16;
    row1 += 16;
    row2 += 16;
    row3 += 16;
    out += 4 * step;
  }
  for (let left = inner & 3; left > 0; left--) {
    f32.store(out, f32.load(row0));
    f32.store(out, f32.load(row1), 4);
    f32.store(out, f32.load(row2), 8);
    f32.store(out, f32.load(row3), 12);
    row0 += 4;
    row1 += 4;
    row2 += 4;
    row3 += 4;
    out += step;
  }
}

/** The same with two rows. */
function twoRows(row0: usize, row1: usize, inner: i32, out: usize, step: usize): void {
  const end = row0 + ((<usize>(inner & ~3)) << 2);
  while (row0 < end) {
    const a = v128.load(row0);
    const b = v128.load(row1);
    const low = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    v128.store64_lane(out, low, 0);
    v128.store64_lane(out + step, low, 1);
    v128.store64_lane(out + 2 * step, high, 0);
    v128.store64_lane(out + 3 * step, high, 1);
    row0 += 16;
    row1 += 16;
    out += 4 * step;
  }
  for (let left = inner & 3; left > 0; left--) {
    f32.store(out, f32.load(row0));
    f32.store(out, f32.load(row1), 4);
    row0 += 4;
    row1 += 4;
    out += step;
  }
}

/**
 * A panel of `width` (4, 6 or 8) rows that lie `rowStep` bytes apart, each along the inner dimension. Where there are
 * fewer rows than that the last one stands in: what comes of it is thrown away.
 */
export function packRows(from: usize, rowStep: usize, rows: i32, inner: i32, width: i32, out: usize): void {
  const last = from + <usize>(rows - 1) * rowStep;
  const step = (<usize>width) << 2;
  const row1 = min(from + rowStep, last);
  const row2 = min(row1 + rowStep, last);
  const row3 = min(row2 + rowStep, last);
  fourRows(from, row1, row2, row3, inner, out, step);
  if (width == 4) return;
  const row4 = min(row3 + rowStep, last);
  const row5 = min(row4 + rowStep, last);
  if (width == 6) {
    twoRows(row4, row5, inner, out + 16, step);
    return;
  }
  const row6 = min(row5 + rowStep, last);
  fourRows(row4, row5, row6, min(row6 + rowStep, last), inner, out + 16, step);
}

/** The same panel from a matrix whose rows lie along the panel: `width` neighbours of each of `inner` rows. */
export function packColumns(
  from: usize,
  rowStep: usize,
  columns: i32,
  inner: i32,
  width: i32,
  out: usize,
): void {
  const step = (<usize>width) << 2;
  const end = out + <usize>inner * step;
  if (columns >= width) {
    for (; out < end; out += step, from += rowStep) {
      v128.store(out, v128.load(from));
      if (width == 8) v128.store(out, v128.load(from, 16), 16);
      else if (width == 6) i64.store(out, i64.load(from, 16), 16);
    }
    return;
  }
  for (; out < end; out += step, from += rowStep) {
    for (let column = 0; column < width; column++)
      f32.store(out + ((<usize>column) << 2), f32.load(from + ((<usize>min(column, columns - 1)) << 2)));
  }
}
