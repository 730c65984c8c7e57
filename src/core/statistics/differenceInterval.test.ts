import { describe, expect, it } from 'vitest';
import { differenceInterval } from './differenceInterval';

describe('the interval of a difference from two intervals', () => {
  it('adds the arms that pull the same way as the sides of a triangle, by hand', () => {
    const a = { value: 0.5, interval: { low: 0.42, high: 0.54 } };
    const b = { value: 0.6, interval: { low: 0.57, high: 0.66 } };
    // Down: b's .03 and a's upper .04 make .05; up: b's .06 and a's lower .08 make .10.
    const { low, high } = differenceInterval(a, b);
    expect(low).toBeCloseTo(0.05, 12);
    expect(high).toBeCloseTo(0.2, 12);
    const back = differenceInterval(b, a);
    expect([back.low, back.high]).toEqual([-high, -low]);
  });
});
