import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, readable, relativeLuminance } from '../core/contrast';
import { diverging, sequential } from './colour';
import { doubling, tenths } from './scale';

const ratio = ({ background, ink }: { background: string; ink: string }) =>
  contrast(relativeLuminance(background), relativeLuminance(ink));

describe('cell colours', () => {
  it('knows the luminance and contrast of black and white', () => {
    expect(relativeLuminance('#000000')).toBe(0);
    expect(relativeLuminance('rgb(255, 255, 255)')).toBeCloseTo(1, 10);
    expect(contrast(1, 0)).toBeCloseTo(21, 10);
  });

  it('always leaves the number readable', () => {
    fc.assert(
      fc.property(fc.double({ min: -1.5, max: 1.5, noNaN: true }), (t) => {
        expect(ratio(sequential(t))).toBeGreaterThanOrEqual(4.5);
        expect(ratio(diverging(t))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('flips the ink between dark and light cells', () => {
    expect(readable('#440154').ink).toBe('#ffffff');
    expect(readable('#fde725').ink).toBe('#000000');
  });
});

describe('axes', () => {
  it('grow by doubling', () => {
    expect(doubling(0.1, 0.5)).toBe(0.5);
    expect(doubling(3.4, 0.5)).toBe(4);
    expect(doubling(4, 0.5)).toBe(4);
  });

  it('frame values in tenths', () => {
    expect(tenths([0.31, 0.58])).toEqual([0.3, 0.6]);
    expect(tenths([])).toEqual([0, 1]);
    const [low, high] = tenths([0.42]);
    expect(high - low).toBeGreaterThanOrEqual(0.2);
  });
});
