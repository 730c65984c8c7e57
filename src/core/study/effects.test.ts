import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherTail, studentQuantile } from '../statistics/distributions';
import {
  adaptationEffect,
  cellDifference,
  estimateOf,
  interactionEffect,
  strategyEffect,
  twoWay,
  type Cube,
} from './effects';

/** Four blocks of three strategies x two adaptations, made up. */
const CUBE: Cube = [
  [
    [50, 52],
    [54, 53],
    [49, 55],
  ],
  [
    [48, 51],
    [55, 56],
    [50, 53],
  ],
  [
    [52, 55],
    [57, 55],
    [51, 58],
  ],
  [
    [47, 50],
    [53, 54],
    [46, 53],
  ],
];
const BASE = { strategy: 0, adaptation: 0 };

describe('effects over blocks', () => {
  it('are differences within a block', () => {
    // 54 - 50, 55 - 48, 57 - 52, 53 - 47.
    expect(cellDifference(CUBE, { strategy: 1, adaptation: 0 }, BASE)).toEqual([4, 7, 5, 6]);
    // (49 + 55 - 50 - 52) / 2, ...
    expect(strategyEffect(CUBE, 2, 0)).toEqual([1, 2, 1, 1]);
    // (52 + 53 + 55 - 50 - 54 - 49) / 3, ...
    expect(adaptationEffect(CUBE, 1, 0).map((value) => 3 * value)).toEqual([
      expect.closeTo(7, 10),
      expect.closeTo(7, 10),
      expect.closeTo(8, 10),
      expect.closeTo(11, 10),
    ]);
    // (55 - 49) - (52 - 50), ...
    expect(interactionEffect(CUBE, { strategy: 2, adaptation: 1 }, BASE)).toEqual([4, 0, 4, 4]);
  });

  it('have the interval and p of scipy 1.17 (stats.t.interval, ttest_1samp)', () => {
    const found = estimateOf([4, 7, 5, 6], 0.95);
    expect(found).toMatchObject({ value: 5.5, blocks: 4 });
    expect(found.interval!.low).toBeCloseTo(3.4457397432394794, 10);
    expect(found.interval!.high).toBeCloseTo(7.554260256760521, 10);
    expect(found.p).toBeCloseTo(0.0033957770638589793, 12);
    const open = estimateOf([4, 0, 4, 4], 0.95);
    expect(open.interval!.low).toBeCloseTo(-0.18244630528370775, 10);
    expect(open.p).toBeCloseTo(0.0576688856224373, 12);
  });

  it('are known without an interval from one block, or where all say the same', () => {
    expect(estimateOf([0.25], 0.95)).toEqual({ value: 0.25, interval: null, p: null, blocks: 1 });
    expect(estimateOf([0, 0, 0], 0.95)).toMatchObject({ value: 0, interval: null, p: null });
  });
});

describe('the analysis of variance', () => {
  it('agrees with sums of squares of nested least-squares fits (numpy 2), each effect against effect x block', () => {
    const { strategy, adaptation, interaction } = twoWay(CUBE);
    expect(strategy.f).toBeCloseTo(18.272727272727334, 10);
    expect(strategy.df).toEqual([2, 6]);
    expect(strategy.p).toBeCloseTo(0.00280475058581565, 12);
    expect(adaptation.f).toBeCloseTo(75.97674418604089, 9);
    expect(adaptation.df).toEqual([1, 3]);
    expect(adaptation.p).toBeCloseTo(0.0031786676457545926, 12);
    expect(interaction.f).toBeCloseTo(14.727272727272723, 10);
    expect(interaction.df).toEqual([2, 6]);
    expect(interaction.p).toBeCloseTo(0.004846609012289489, 12);
    // eta^2 = df1 F / (df1 F + df2).
    expect(strategy.share).toBeCloseTo((2 * 18.272727272727334) / (2 * 18.272727272727334 + 6), 10);
  });

  it('says nothing of a factor with one level, of one block, or of a table without any noise', () => {
    const none = { f: null, p: null, share: null };
    const single = CUBE.map((block) => block.map(([first]) => [first!]));
    expect(twoWay(single)).toMatchObject({ adaptation: none, interaction: none });
    expect(twoWay(single).strategy.f).toBeGreaterThan(0);
    expect(twoWay(CUBE.slice(0, 1))).toMatchObject({ strategy: none, interaction: none });
    expect(twoWay([CUBE[0]!, CUBE[0]!])).toMatchObject({ strategy: none, adaptation: none });
    expect(twoWay([])).toMatchObject({ strategy: none });
  });

  it('is that of a paired t-test where a factor has two levels, and blind to what a block adds to all', () => {
    const value = fc.integer({ min: -100, max: 100 }).map((whole) => whole / 100);
    const block = fc.tuple(fc.tuple(value, value), fc.tuple(value, value), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(fc.array(block, { minLength: 3, maxLength: 8 }), (blocks) => {
        const cube: Cube = blocks.map(([x, y]) => [x, y]);
        const { f, p } = twoWay(cube).strategy;
        const t = estimateOf(strategyEffect(cube, 1, 0), 0.95);
        fc.pre(f !== null && f < 1e9 && t.p !== null && t.p > 1e-9);
        expect(p! / t.p).toBeCloseTo(1, 5);
        const lifted: Cube = blocks.map(([x, y, more]) => [x, y].map((row) => row.map((v) => v + more)));
        // Means that are equal but for rounding have an F of nothing but rounding.
        expect(Math.abs(twoWay(lifted).strategy.f! - f)).toBeLessThan(1e-4 * f + 1e-9);
      }),
    );
  });
});

describe('the distributions behind them', () => {
  it.each([
    [4.1, 2, 10, 0.050077548481083874],
    [2.5, 4, 20, 0.07514662963527473],
    [0.5, 1, 5, 0.5110840804302806],
    [30, 3, 7, 0.00022835508825303635],
    [1, 6, 30, 0.44352072204564186],
  ])('has the tail of F(%d; %d, %d) of scipy 1.17 (stats.f.sf)', (f, df1, df2, tail) => {
    expect(fisherTail(f, df1, df2) / tail).toBeCloseTo(1, 11);
  });

  it.each([
    [0.95, 1, 12.706204736174694],
    [0.95, 5, 2.5705818356363146],
    [0.99, 10, 3.16927267261695],
    [0.9, 30, 1.697260886593957],
    [0.95, 17, 2.1098155778333156],
  ])(
    'has the quantile of t at %d with %d degrees of freedom (stats.t.ppf; any printed table)',
    (level, df, t) => {
      expect(studentQuantile(level, df) / t).toBeCloseTo(1, 11);
    },
  );
});
