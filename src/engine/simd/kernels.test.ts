import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../testing/gradients';
import { numbers } from '../testing/outcomes';
import { enableRelaxedSimd } from './node';
import { plain, relaxed } from './assembly/index.ts?assembly';
import { startKernels } from './kernels';
import type { SimdKernels } from './kernels';

enableRelaxedSimd();
const memory = new WebAssembly.Memory({ initial: 512 });
/** Memory is handed out from the bottom and never taken back, with a number behind each piece that must not change. */
let free = 64;
const GUARD = 12345.5;
function allocate(bytes: number): number {
  const at = free;
  free += Math.ceil(bytes / 16) * 16 + 16;
  return at;
}
function place(values: ArrayLike<number>): number {
  const at = allocate(4 * values.length);
  const view = new Float32Array(memory.buffer, at, values.length + 1);
  view.set(values);
  view[values.length] = GUARD;
  return at;
}
function read(at: number, length: number): Float32Array {
  const view = new Float32Array(memory.buffer, at, length + 1);
  expect(view[length]).toBe(GUARD);
  return view.slice(0, length);
}
const blank = (length: number): number => place(new Float32Array(length).fill(NaN));

describe.each([
  ['plain', plain, false],
  ['relaxed', relaxed, true],
] as const)('%s SIMD kernels', (_name, base64, fused) => {
  let kernels: SimdKernels;
  beforeAll(async () => {
    kernels = (await startKernels(base64, memory, { _malloc: allocate, _free: () => undefined }, fused))!;
    expect(kernels).not.toBeNull();
  });

  // Beyond one block of rows (120), of the inner dimension (384) and of columns (1536), and within a single tile.
  const shapes = [
    [1, 1, 1],
    [3, 5, 2],
    [6, 8, 7],
    [13, 10, 385],
    [125, 33, 6],
    [7, 1545, 9],
    [122, 17, 770],
  ] as const;
  const cases = shapes.flatMap(([rows, columns, inner]) =>
    [false, true].flatMap((left) =>
      [false, true].map((right) => [rows, columns, inner, left, right] as const),
    ),
  );
  it.each(cases)('multiplies %i x %i over %i, transposed: %s, %s', (rows, columns, inner, left, right) => {
    const a = numbers(rows * inner, 1);
    const b = numbers(inner * columns, 2);
    const bias = numbers(columns, 3);
    const expected = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        for (let k = 0; k < inner; k++)
          expected[i * columns + j]! +=
            a[left ? k * rows + i : i * inner + k]! * b[right ? j * inner + k : k * columns + j]!;
        expected[i * columns + j]! += bias[j]!;
      }
    }
    const to = blank(rows * columns);
    const [aStep, bStep] = [4 * (left ? rows : inner), 4 * (right ? inner : columns)];
    kernels.run(
      'product',
      rows,
      ...[place(a), aStep, left, place(b), bStep, right, columns, inner, place(bias), to, 4 * columns],
    );
    expectClose(read(to, rows * columns), expected, 2e-6);
  });

  it('sums the columns of any number of rows', () => {
    for (const [rows, columns] of [
      [3, 7],
      [19, 12],
    ] as const) {
      const x = numbers(rows * columns, 4);
      const to = blank(columns);
      kernels.run('columnSums', columns, place(x), rows, columns, to);
      const sum = (column: number) =>
        x.reduce((total, value, i) => total + (i % columns === column ? value : 0), 0);
      expectClose(
        read(to, columns),
        Array.from({ length: columns }, (_, column) => sum(column)),
        1e-6,
      );
    }
  });

  it('sums squares share by share, shares behind the end being 0', () => {
    const x = numbers(4100, 5);
    const to = blank(3);
    kernels.run('sumSquares', 3, place(x), 4100, 3, to);
    const square = (from: number, end: number) =>
      x.slice(from, end).reduce((sum, value) => sum + value * value, 0);
    const expected = [square(0, 1367), square(1367, 2734), square(2734, 4100)];
    read(to, 3).forEach((sum, part) => expect(sum / expected[part]!).toBeCloseTo(1, 5));
    const few = blank(4);
    kernels.run('sumSquares', 4, place([3, 4]), 2, 4, few);
    expect([...read(few, 4)]).toEqual([9, 16, 0, 0]);
  });

  it('updates weights and moments as AdamW does, in place and elsewhere', () => {
    // By hand: m' = 0.9 m + 0.1 g, v' = 0.5 v + 0.5 g^2, w' = 0.75 w - 2 m' / (3 sqrt(v') + 1).
    const [w, m, v, g] = [
      [8, 4, 1, 0, -8],
      [0, 10, 0, 0, -10],
      [0, 0, 32, 0, 0],
      [10, 0, 0, 0, 0],
    ];
    const newM = [1, 9, 0, 0, -9];
    const newV = [50, 0, 16, 0, 0];
    const newW = [6 - 2 / (3 * Math.sqrt(50) + 1), 3 - 18, 0.75, 0, -6 + 18];
    const at = [w, m, v, g].map(place) as [number, number, number, number];
    const to = [blank(5), blank(5), blank(5)] as const;
    const constants = [0.9, 0.1, 0.5, 0.5, 0.75, 2, 3, 1] as const;
    kernels.run('adamW', 5, ...at, ...to, ...constants);
    [newW, newM, newV].forEach((expected, i) => expectClose(read(to[i]!, 5), expected, 1e-6));
    expectClose(read(at[0], 5), w, 0);
    kernels.run('adamW', 5, ...at, at[0], at[1], at[2], ...constants);
    [newW, newM, newV].forEach((expected, i) => expectClose(read(at[i]!, 5), expected, 1e-6));
  });

  it('makes up for steps without a gradient', () => {
    // By hand, keep 0.5 and 0.75, rate 2, root 3 and 1, eps 1; the first step is left out by `from`.
    const [w, m, v] = [
      [8, 4, 8, 8, 4],
      [0, 10, 0, 0, 10],
      [0, 4, 0, 0, 4],
    ];
    const at = [w, m, v].map(place) as [number, number, number];
    const schedule = place([9, 9, 9, 0.5, 2, 3, 0.75, 2, 1]);
    kernels.run('adamWWithoutGradient', 5, ...at, schedule, 1, 3, 0.5, 0.25, 1);
    // First m 5, v 1, w 2 - 10 / 4 = -0.5; then m 2.5, v 0.25, w -0.375 - 5 / 1.5.
    const moved = -0.375 - 5 / 1.5;
    [
      [3, moved, 3, 3, moved],
      [0, 2.5, 0, 0, 2.5],
      [0, 0.25, 0, 0, 0.25],
    ].forEach((expected, i) => expectClose(read(at[i]!, 5), expected, 1e-6));
    const fresh = place([8, 8, 8, 8, 8]);
    const zeros = () => place([0, 0, 0, 0, 0]);
    kernels.run('adamWWithoutGradient', 5, fresh, zeros(), zeros(), schedule, 1, 3, 0.5, 0.25, 1);
    expectClose(read(fresh, 5), [3, 3, 3, 3, 3], 1e-6);
  });
});
