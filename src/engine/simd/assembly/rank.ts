/** How many of the scores at `from` .. `to` are higher than `limit`. */
function higherThan(from: usize, to: usize, limit: f32): i32 {
  const limits = f32x4.splat(limit);
  let counts = i32x4.splat(0);
  // A comparison that holds gives -1.
  for (; from + 16 <= to; from += 16) counts = i32x4.sub(counts, f32x4.gt(v128.load(from), limits));
  let count = sumOfWhole(counts);
  for (; from < to; from += 4) count += i32(f32.load(from) > limit);
  return count;
}

/** How many equal it. */
function equalTo(from: usize, to: usize, limit: f32): i32 {
  const limits = f32x4.splat(limit);
  let counts = i32x4.splat(0);
  for (; from + 16 <= to; from += 16) counts = i32x4.sub(counts, f32x4.eq(v128.load(from), limits));
  let count = sumOfWhole(counts);
  for (; from < to; from += 4) count += i32(f32.load(from) == limit);
  return count;
}

function sumOfWhole(x: v128): i32 {
  const pairs = i32x4.add(x, v128.shuffle<i32>(x, x, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

/**
 * For the relevant passages first .. end and each language: how many candidates score higher, and how many score the same
 * and come earlier, as two f32 side by side. `relevant` are candidates, `rowOf` their rows of scores [rows, candidates];
 * `runs` are language, from and to of neighbouring candidates of one language, all i32.
 */
export function rankCounts(
  scores: usize,
  candidates: i32,
  relevant: usize,
  rowOf: usize,
  runs: usize,
  runCount: i32,
  languages: i32,
  to: usize,
  first: i32,
  end: i32,
): void {
  const cells = (<usize>languages) << 3;
  for (let r = first; r < end; r++) {
    const place = i32.load(relevant + ((<usize>r) << 2));
    const row = scores + ((<usize>i32.load(rowOf + ((<usize>r) << 2)) * <usize>candidates) << 2);
    const own = row + ((<usize>place) << 2);
    const limit = f32.load(own);
    const out = to + <usize>r * cells;
    memory.fill(out, 0, cells);
    for (let k = 0, at = runs; k < runCount; k++, at += 12) {
      const cell = out + ((<usize>i32.load(at)) << 3);
      const from = row + ((<usize>i32.load(at, 4)) << 2);
      const behind = row + ((<usize>i32.load(at, 8)) << 2);
      f32.store(cell, f32.load(cell) + f32(higherThan(from, behind, limit)));
      f32.store(cell, f32.load(cell, 4) + f32(equalTo(from, min(behind, own), limit)), 4);
    }
  }
}
