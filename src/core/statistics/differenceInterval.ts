import type { Interval } from './bootstrap';

interface Known {
  value: number;
  interval: Interval;
}

/**
 * Interval of b - a from an interval of each, as if they were independent (MOVER: Zou & Donner, Statistics in Medicine
 * 2008). Where both were measured on the same questions it is wider than a paired one would be, so that it calls too
 * little significant and not too much.
 */
export function differenceInterval(a: Known, b: Known): Interval {
  const difference = b.value - a.value;
  return {
    low: difference - Math.hypot(b.value - b.interval.low, a.interval.high - a.value),
    high: difference + Math.hypot(b.interval.high - b.value, a.value - a.interval.low),
  };
}
