/** Sums over the rows of x [rows, columns], for the columns first .. end. */
export function columnSums(x: usize, rows: i32, columns: i32, to: usize, first: i32, end: i32): void {
  const step = (<usize>columns) << 2;
  const begin = (<usize>first) << 2;
  const bytes = (<usize>end) << 2;
  const whole = begin + ((<usize>((end - first) & ~3)) << 2);
  memory.fill(to + begin, 0, bytes - begin);
  let row = 0;
  // Eight rows a turn, added in pairs: fewer loads and stores of the sums, and a smaller error.
  for (; row + 8 <= rows; row += 8) {
    let at = begin;
    for (; at < whole; at += 16) {
      let from = x + at;
      const a = f32x4.add(v128.load(from), v128.load(from + step));
      from += 2 * step;
      const b = f32x4.add(v128.load(from), v128.load(from + step));
      from += 2 * step;
      const c = f32x4.add(v128.load(from), v128.load(from + step));
      from += 2 * step;
      const d = f32x4.add(v128.load(from), v128.load(from + step));
      const eight = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
      v128.store(to + at, f32x4.add(v128.load(to + at), eight));
    }
    for (; at < bytes; at += 4) {
      let sum: f32 = 0;
      for (let k = 0; k < 8; k++) sum += f32.load(x + at + <usize>k * step);
      f32.store(to + at, f32.load(to + at) + sum);
    }
    x += 8 * step;
  }
  for (; row < rows; row++, x += step) {
    let at = begin;
    for (; at < whole; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(x + at)));
    for (; at < bytes; at += 4) f32.store(to + at, f32.load(to + at) + f32.load(x + at));
  }
}
