import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng } from '../rng';
import { randomCrop } from './crop';

const words = Int32Array.from({ length: 100 }, (_, i) => i);

it('takes spans of the lengths that were asked for, in the order of the text', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 300 }), (seed, size) => {
      const text = Int32Array.from({ length: size }, (_, i) => i);
      const span = randomCrop(text, { shortest: 0.1, longest: 0.5, deleted: 0 }, createRng(seed));
      const least = Math.max(1, Math.round(0.1 * size));
      expect(span.length).toBeGreaterThanOrEqual(least);
      expect(span.length).toBeLessThanOrEqual(Math.max(least, Math.round(0.5 * size)));
      span.forEach((word, i) => expect(word).toBe(span[0]! + i));
    }),
  );
});

it('deletes a tenth of the tokens, and never all', () => {
  let kept = 0;
  const crops = 2000;
  for (let seed = 0; seed < crops; seed++) {
    const crop = randomCrop(words, { shortest: 0.5, longest: 0.5, deleted: 0.1 }, createRng(seed));
    kept += crop.length;
    expect([...crop]).toEqual([...crop].sort((a, b) => a - b));
  }
  // Mean of 50 * 2000 draws at p = .9: 3.29 standard deviations are .0031.
  expect(Math.abs(kept / (50 * crops) - 0.9)).toBeLessThan(0.0031);
  const one = randomCrop(Int32Array.of(7), { shortest: 0.1, longest: 0.5, deleted: 0.999 }, createRng(1));
  expect([...one]).toEqual([7]);
});

it('reaches every place of a text', () => {
  const firsts = new Set<number>();
  for (let seed = 0; seed < 400; seed++) {
    const crop = randomCrop(
      words.subarray(0, 10),
      { shortest: 0.2, longest: 0.2, deleted: 0 },
      createRng(seed),
    );
    firsts.add(crop[0]!);
  }
  expect([...firsts].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
