import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/statistics/expected.json';
import { createRng } from '../rng';
import { bootstrapMeans, quantile, resampledMeans } from './bootstrap';

const { a40, b40 } = expected.samples;
const wanted = expected.paired_bootstrap;
const differences = b40.map((value, i) => value - a40[i]!);

/** The generator that the fixture's resamples were drawn with. */
function fixtureDraws() {
  let x = 12345;
  return {
    int: (n: number) => {
      x = (1664525 * x + 1013904223) % 2 ** 32;
      return Math.floor((Math.floor(x / 256) * n) / 2 ** 24);
    },
  };
}

describe('the bootstrap of a mean', () => {
  it('draws the resamples of the fixture and has their means and interval', () => {
    const [means] = resampledMeans([differences], fixtureDraws(), 500);
    wanted.first_10_means.forEach((mean, i) => expect(means![i]).toBeCloseTo(mean, 12));
    const [interval] = bootstrapMeans([differences], fixtureDraws(), { resamples: 500, level: 0.95 });
    expect(interval!.low).toBeCloseTo(wanted.percentile_95[0]!, 12);
    expect(interval!.high).toBeCloseTo(wanted.percentile_95[1]!, 12);
  });

  it("comes near SciPy's interval by our own generator", () => {
    const [low, high] = wanted.scipy_20000_resamples_percentile_95_for_a_loose_check;
    const [found] = bootstrapMeans([differences], createRng(7), { resamples: 5000, level: 0.95 });
    expect(Math.abs(found!.low - low!)).toBeLessThan(0.003);
    expect(Math.abs(found!.high - high!)).toBeLessThan(0.003);
  });

  it('draws a sample once for all columns', () => {
    const doubled = differences.map((value) => 2 * value);
    const [one, other] = resampledMeans([differences, doubled], createRng(2), 50);
    expect(other).toEqual(one!.map((mean) => 2 * mean));
  });

  it('stays between the least and the largest value, and widens with its level', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.nat(), (list, seed) => {
        const at = (level: number) => bootstrapMeans([list], createRng(seed), { resamples: 50, level })[0]!;
        const [narrow, wide] = [at(0.5), at(0.95)];
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        expect(wide.low).toBeGreaterThanOrEqual(Math.min(...list) - 1e-12);
        expect(wide.high).toBeLessThanOrEqual(Math.max(...list) + 1e-12);
      }),
    );
  });

  it('covers the true mean about as often as it says', () => {
    // 400 samples of 100 uniform values: 95 % less the known shortfall of percentile intervals; 5 standard errors.
    const rng = createRng(11);
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const sample = Float64Array.from({ length: 100 }, () => rng.float());
      const [interval] = bootstrapMeans([sample], rng, { resamples: 400, level: 0.95 });
      if (interval!.low <= 0.5 && interval!.high >= 0.5) covered++;
    }
    expect(Math.abs(covered / 400 - 0.945)).toBeLessThan(0.055);
  });

  it('has the quantiles of NumPy, by hand, and refuses nothing', () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 4], share))).toEqual([1, 1.5, 2, 4]);
    for (const columns of [[], [[]], [[1, 2], [1]]]) {
      expect(() => resampledMeans(columns, createRng(0), 10)).toThrow(RangeError);
    }
  });
});
