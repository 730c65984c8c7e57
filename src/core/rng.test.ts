import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from './rng';

const key = fc.nat({ max: 2 ** 32 - 1 });

describe('createRng', () => {
  it('gives the same numbers for the same keys', () => {
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        const a = createRng(...keys);
        const b = createRng(...keys);
        for (let i = 0; i < 20; i++) expect(a.uint32()).toBe(b.uint32());
      }),
    );
  });

  it('tells apart keys that differ in one bit, in order, in number or beyond 32 bits', () => {
    const keyLists = [
      [],
      [0],
      [0, 0],
      [1],
      [0, 1],
      [1, 0],
      [2 ** 31],
      [2 ** 32],
      [2 ** 32 - 1],
      [2 ** 53 - 1],
    ];
    const heads = keyLists.map((keys) => createRng(...keys).uint32());
    expect(new Set(heads).size).toBe(keyLists.length);
  });

  it('refuses keys that are no non-negative safe integers', () => {
    for (const bad of [-1, 0.5, NaN, Infinity, 2 ** 53]) expect(() => createRng(1, bad)).toThrow(RangeError);
  });

  it('has no visible pattern across neighbouring keys: bits are balanced and uncorrelated', () => {
    // 20,000 first draws of neighbouring steps; each bit is 1 in 10,000 +- 354 of them (5 standard deviations).
    const heads = Array.from({ length: 20_000 }, (_, step) => createRng(7, step, 1).uint32());
    for (let bit = 0; bit < 32; bit++) {
      const ones = heads.filter((head) => (head >>> bit) & 1).length;
      expect(Math.abs(ones - 10_000)).toBeLessThan(354);
      const flips = heads.slice(1).filter((head, i) => ((head ^ heads[i]!) >>> bit) & 1).length;
      expect(Math.abs(flips - 10_000)).toBeLessThan(354);
    }
  });

  it('draws floats in [0, 1) with mean 1/2', () => {
    const rng = createRng(3);
    const drawn = Array.from({ length: 10_000 }, () => rng.float());
    expect(drawn.every((x) => x >= 0 && x < 1)).toBe(true);
    // 5 standard deviations of the mean: 5 * sqrt(1/12) / 100.
    expect(Math.abs(drawn.reduce((a, b) => a + b) / drawn.length - 0.5)).toBeLessThan(0.0145);
  });

  it('draws integers uniformly, also where n does not divide 2^32', () => {
    // chi-square of 7 cells over 70,000 draws: 22.46 is the 99.9% point at 6 degrees of freedom.
    const rng = createRng(11);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[rng.int(7)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.46);
    // With modulo bias, the lower half of [0, 3 * 2^30) would be drawn twice as often as the upper quarters.
    const n = 3 * 2 ** 30;
    const low = Array.from({ length: 9000 }, () => rng.int(n)).filter((x) => x < 2 ** 30).length;
    expect(Math.abs(low - 3000)).toBeLessThan(224);
  });

  it('refuses ranges it cannot draw from', () => {
    const rng = createRng(0);
    for (const bad of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => rng.int(bad)).toThrow(RangeError);
    expect(() => rng.sample(3, 4)).toThrow(RangeError);
  });

  it('samples distinct indices in range', () => {
    fc.assert(
      fc.property(key, fc.nat(200), fc.nat(200), (seed, a, b) => {
        const [k, n] = [Math.min(a, b), Math.max(a, b)];
        const drawn = createRng(seed).sample(n, k);
        expect(new Set(drawn).size).toBe(k);
        expect(drawn.every((i) => Number.isInteger(i) && i >= 0 && i < n)).toBe(true);
      }),
    );
  });

  it('samples every ordered choice equally often', () => {
    // 12 ordered pairs of 4, 12,000 draws; 31.26 is the 99.9% point of chi-square at 11 degrees of freedom.
    const rng = createRng(5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const drawn = rng.sample(4, 2).join();
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    expect(counts.size).toBe(12);
    expect([...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(31.26);
  });
});
