import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbers } from '../testing/outcomes';
import { pack, product, transposed, wholeTiles } from './product';

describe('product', () => {
  it('multiplies a by the transpose of b', () => {
    // [1 2; 3 4; 5 6] times the transpose of [7 8; 9 10], by hand; a is filled up to whole tiles, b with zeros.
    const a = Float64Array.of(1, 2, 3, 4, 5, 6, NaN, NaN);
    const b = Float64Array.of(7, 8, 9, 10, 0, 0, 0, 0);
    const out = new Float64Array(16);
    product(a, b, out, 4, 4, 2);
    expect([0, 1, 2].map((row) => [...out.subarray(row * 4, row * 4 + 2)])).toEqual([
      [23, 29],
      [53, 67],
      [83, 105],
    ]);
  });

  it('agrees with the definition for all sizes', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, size, fc.integer(), (m, n, inner, seed) => {
        const [rows, columns] = [wholeTiles(m), wholeTiles(n)];
        const a = Float64Array.from(numbers(rows * inner, seed));
        const b = Float64Array.from(numbers(columns * inner, seed + 1));
        const out = new Float64Array(rows * columns);
        product(a, b, out, rows, columns, inner);
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let k = 0; k < inner; k++) sum += a[i * inner + k]! * b[j * inner + k]!;
            expect(out[i * columns + j]).toBe(sum);
          }
        }
      }),
    );
  });
});

describe('pack', () => {
  const from = Float32Array.from({ length: 12 }, (_, i) => i);
  const part = { start: 5, rows: 2, columns: 2, rowStep: 4, columnStep: 1 };

  it('takes a part of a matrix', () => {
    const to = new Float64Array(4);
    pack(from, part, to);
    expect([...to]).toEqual([5, 6, 9, 10]);
  });

  it('takes it transposed', () => {
    const to = new Float64Array(4);
    pack(from, transposed(part), to);
    expect([...to]).toEqual([5, 9, 6, 10]);
  });
});
