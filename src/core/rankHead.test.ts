import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRankHead } from './rankHead';

const SCORES = fc.array(fc.constantFrom(-1, -0.5, 0, 0.25, 0.5, 0.75, 1), { maxLength: 40 });

it('holds the first of the sorted candidates, the earlier one of equal scores first, ranking after ranking', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.array(SCORES, { maxLength: 4 }), (size, rankings) => {
      const head = createRankHead(size);
      for (const ranking of rankings) {
        ranking.forEach((score, candidate) => head.offer(candidate, score));
        const sorted = [...ranking.entries()].sort(([a, x], [b, y]) => y - x || a - b).slice(0, size);
        expect(head.bar()).toBe(sorted.length < size ? -Infinity : sorted.at(-1)![1]);
        const candidates = new Int32Array(size + 2).fill(-1);
        const scores = new Float32Array(size + 2);
        head.drain(candidates, scores, 2);
        expect([...candidates.slice(2, 2 + sorted.length)]).toEqual(sorted.map(([candidate]) => candidate));
        expect([...scores.slice(2, 2 + sorted.length)]).toEqual(sorted.map(([, score]) => score));
        expect(
          [...candidates.slice(0, 2), ...candidates.slice(2 + sorted.length)].every((c) => c === -1),
        ).toBe(true);
      }
    }),
  );
});
