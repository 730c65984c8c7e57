import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createQueue, enqueue } from './momentumQueue';

it('holds the last rows and their labels, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.array(fc.nat(99), { maxLength: 12 })),
      (size, pushes) => {
        const queue = createQueue(size, 2);
        for (const values of pushes)
          enqueue(queue, Float32Array.from(values.flatMap((value) => [value, -value])), values);
        const last = pushes.flat().slice(-size);
        expect(queue.filled).toBe(last.length);
        const held = Array.from({ length: queue.filled }, (_, row) => {
          const value = queue.labels[row]!;
          expect([...queue.rows.subarray(2 * row, 2 * row + 2)]).toEqual([value, -value].map(Math.fround));
          return value;
        });
        expect(held.sort((a, b) => a - b)).toEqual([...last].sort((a, b) => a - b));
      },
    ),
  );
});
