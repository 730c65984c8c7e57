import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumbering } from './numbering';

describe('a numbering', () => {
  it('is what a Map of keys to the order of their coming is', () => {
    // Few keys often, some of one low or high half; thousands, so that it grows.
    const key = fc.oneof(
      fc.nat(50),
      fc.nat(2 ** 20).map((high) => high * 2 ** 32),
      fc.maxSafeNat(),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 5000, size: 'max' }), fc.array(key), (keys, others) => {
        const known = new Map<number, number>();
        for (const each of keys) if (!known.has(each)) known.set(each, known.size);
        const numbering = createNumbering();
        expect(keys.map((each) => numbering.add(each))).toEqual(keys.map((each) => known.get(each)));
        expect(numbering.size()).toBe(known.size);
        const all = [...keys, ...others];
        expect(all.map((each) => numbering.find(each))).toEqual(all.map((each) => known.get(each) ?? -1));
      }),
      { numRuns: 20 },
    );
  });
});
