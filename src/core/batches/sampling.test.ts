import { describe, expect, it } from 'vitest';
import fixture from '../../../fixtures/batches/sampling-probabilities.json';
import { pick, samplingProbabilities } from './sampling';

function expectClose(got: number[], expected: readonly number[]): void {
  for (const [i, probability] of expected.entries()) {
    expect(Math.abs(got[i]! - probability)).toBeLessThanOrEqual(1e-12);
  }
}

/** The columns of the fixture, by the temperature that makes them; alpha = 1 / T. */
const TEMPERATURES = {
  'alpha_0.3': 1 / 0.3,
  'alpha_0.5': 2,
  'alpha_0.7': 1 / 0.7,
  'T_2 (exponent 1/2)': 2,
  'T_5 (exponent 1/5)': 5,
  T_100: 100,
} as const;

describe('samplingProbabilities', () => {
  it.each(['small', 'paper_1_english', 'language_by_total_size_instead'] as const)('of %s', (name) => {
    const { sizes, uniform, proportional, ...rest } = fixture[name];
    expectClose(samplingProbabilities(sizes, { by: 'uniform', temperature: 2 }), uniform);
    expectClose(samplingProbabilities(sizes, { by: 'size', temperature: 2 }), proportional);
    expectClose(samplingProbabilities(sizes, { by: 'temperature', temperature: 1 }), proportional);
    for (const [column, temperature] of Object.entries(TEMPERATURES)) {
      const expected = rest[column as keyof typeof TEMPERATURES];
      expectClose(samplingProbabilities(sizes, { by: 'temperature', temperature }), expected);
    }
  });

  it('of a data set, once its language is drawn alike among nine', () => {
    // Table 9 of arXiv 2408.10536: P(language, data set) = 1 / 9 x size of the set in it / size of all sets in it.
    const joint = fixture.joint_language_uniform_then_data_set['P(language, data set)'];
    const { sizes, data_sets: names } = fixture.paper_1_th_tr;
    const shares = samplingProbabilities(sizes, { by: 'size', temperature: 2 }).map((share) => share / 9);
    expectClose(
      shares,
      names.map((name) => joint.th[name as keyof typeof joint.th]),
    );
  });

  it('multiplies them by weights', () => {
    // 3 x 10 : 1 x 30 = 1 : 1, and nothing of what is empty.
    expectClose(samplingProbabilities([10, 30, 0], { by: 'size', temperature: 2 }, [3, 1, 9]), [0.5, 0.5, 0]);
  });
});

describe('pick', () => {
  it('never takes what has no share', () => {
    expect([0, 0.2499, 0.25, 0.9999999999].map((at) => pick([0, 0.25, 0.75, 0], at))).toEqual([1, 1, 2, 2]);
    // 0.1 ten times sums to a little under 1.
    expect(pick([...Array<number>(10).fill(0.1), 0], 1 - 2 ** -53)).toBe(9);
  });
});
