import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/statistics/expected.json';
import { createRng } from '../rng';
import { benjaminiHochberg, holm } from './corrections';
import { normalTwoSided, studentTwoSided } from './distributions';
import { pairedT } from './pairedT';
import { randomisationTest } from './randomisation';
import { summarise } from './summary';
import { wilcoxonSignedRank } from './wilcoxon';

const { samples } = expected;
const minus = (b: number[], a: number[]) => b.map((value, i) => value - a[i]!);
const DIFFERENCES = {
  10: minus(samples.b10, samples.a10),
  40: minus(samples.b40, samples.a40),
  ties: minus(samples.b_ties, samples.a_ties),
};
const NAMES = ['10', '40', 'ties'] as const;

/** The fixtures' tolerance of a p value. */
const closeP = (found: number | null, wanted: number) => {
  expect(Math.abs(found! - wanted) / wanted).toBeLessThan(1e-9);
};
const close = (found: number | null, wanted: number) => {
  expect(Math.abs(found! - wanted)).toBeLessThan(1e-12);
};

describe('distributions, beside SciPy', () => {
  it('has the tails of the normal', () => {
    for (const [z, below] of Object.entries(expected.distributions.normal_cdf)) {
      // Beyond 2 the upper tail is 1 - cdf, which has lost digits: leave those to the lower one.
      if (Number(z) <= 2) closeP(normalTwoSided(Number(z)), 2 * Math.min(below, 1 - below));
      else expect(normalTwoSided(Number(z))).toBeCloseTo(2 * (1 - below), 14);
    }
  });

  it('has the tails of Student', () => {
    for (const { t, df, p } of expected.distributions.t_sf_two_sided) closeP(studentTwoSided(t, df), p);
    for (const [df, t] of Object.entries(expected.distributions['t_ppf_0.975'])) {
      closeP(studentTwoSided(-t, Number(df)), 0.05);
    }
    expect([studentTwoSided(0, 3), studentTwoSided(Infinity, 3)]).toEqual([1, 0]);
  });
});

describe('tests of paired differences, beside SciPy', () => {
  it.each(NAMES)('paired t: %s', (name) => {
    const wanted = expected.paired_t_test_b_minus_a[name];
    const { mean, deviation, n, t, p } = pairedT(DIFFERENCES[name]);
    close(mean, wanted.mean_difference_b_minus_a);
    close(deviation, wanted.sd_ddof1);
    close(t, wanted.t);
    closeP(p, wanted.p_two_sided);
    expect(n).toBe(wanted.n);
  });

  it.each(NAMES)('Wilcoxon: %s', (name) => {
    const wanted = expected.wilcoxon_signed_rank_b_minus_a[name];
    const { plus, minus: negative, nonzero, p } = wilcoxonSignedRank(DIFFERENCES[name]);
    expect([plus, negative, nonzero]).toEqual([wanted.W_plus, wanted.W_minus, wanted.n_nonzero]);
    closeP(p, 'exact' in wanted ? wanted.exact.p : wanted.enumerated_two_sided_p_zeros_dropped);
    const approximate = wilcoxonSignedRank(DIFFERENCES[name], { exactUpTo: 0 });
    closeP(approximate.p, wanted.wilcox_normal_continuity.p);
  });

  it('randomisation: every pattern of few differences, none of them twice', () => {
    const exact = expected.sign_flip_permutation_exact;
    expect(randomisationTest(DIFFERENCES[10], createRng(1), 1024)).toBe(exact['10'].p_two_sided);
    expect(randomisationTest(DIFFERENCES.ties, createRng(1), 4096)).toBe(exact.ties.p_two_sided);
  });

  it('randomisation: drawn patterns come near, the one seen among them', () => {
    // 1,000 rounds for 1,024 patterns: four standard errors are 4 sqrt(.127 x .873 / 1000) = .042.
    const wanted = expected.sign_flip_permutation_exact['10'].p_two_sided;
    expect(Math.abs(randomisationTest(DIFFERENCES[10], createRng(5), 1000) - wanted)).toBeLessThan(0.042);
    // A pattern as far out as forty equal differences has 2 chances in 2^40: only the one seen counts.
    expect(randomisationTest(new Array<number>(40).fill(0.1), createRng(5), 999)).toBe(1 / 1000);
  });
});

describe('corrections of p, beside the fixtures', () => {
  const { p, holm_adjusted, benjamini_hochberg_adjusted } = expected.multiple_comparisons;
  it('is Holm', () => holm(p).forEach((value, i) => close(value, holm_adjusted[i]!)));
  it('is Benjamini-Hochberg', () => {
    benjaminiHochberg(p).forEach((value, i) => close(value, benjamini_hochberg_adjusted[i]!));
  });
});

describe('what holds of any differences', () => {
  const differences = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 60 });
  const eighths = (list: number[]) => list.map((value) => value / 8);
  const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

  it('gives the other direction the same p, and p in (0, 1]', () => {
    fc.assert(
      fc.property(differences, (list) => {
        const [one, other] = [eighths(list), eighths(list.map((value) => -value))];
        const ps = (values: number[]) => [
          pairedT(values).p,
          wilcoxonSignedRank(values).p,
          randomisationTest(values, createRng(3), 200),
        ];
        expect(ps(other)).toEqual(ps(one));
        for (const p of ps(one)) {
          if (p === null) continue;
          expect(p).toBeGreaterThan(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('finds nothing in systems that are the same', () => {
    const none = [0, 0, 0, 0];
    expect(pairedT(none)).toEqual({ mean: 0, deviation: 0, n: 4, t: null, p: null });
    // 0.7 - 0.6 and 0.4 - 0.3 differ in the last digit only.
    expect(pairedT([0.7 - 0.6, 0.4 - 0.3]).p).toBe(null);
    expect(wilcoxonSignedRank(none)).toEqual({ plus: 0, minus: 0, nonzero: 0, p: null });
    expect(randomisationTest(none, createRng(0), 100)).toBe(1);
  });

  it('never lowers p, keeps the order, and is Holm at least where it is Benjamini-Hochberg', () => {
    fc.assert(
      fc.property(chances, (p) => {
        const [strict, mild] = [holm(p), benjaminiHochberg(p)];
        for (const [i, value] of p.entries()) {
          expect(mild[i]).toBeGreaterThanOrEqual(value * (1 - 1e-15));
          expect(strict[i]).toBeGreaterThanOrEqual(mild[i]! * (1 - 1e-12));
          for (const [j, other] of p.entries()) {
            if (value < other) expect(strict[i]).toBeLessThanOrEqual(strict[j]!);
          }
        }
      }),
    );
  });

  it('summarises one value without a deviation, and none not at all', () => {
    expect(summarise([0.5])).toEqual({ mean: 0.5, deviation: null, n: 1 });
    expect(summarise([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(5 / 3), n: 4 });
    expect(() => summarise([])).toThrow(RangeError);
  });
});
