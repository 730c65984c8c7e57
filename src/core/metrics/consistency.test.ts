import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../../../fixtures/metrics/languages/rankc.json';
import { createRng } from '../rng';
import { fixtureTable, LANGUAGES } from '../testing/languagesFixture';
import { scoreConsistency } from './consistency';
import { chanceRankC, rankC } from './rankC';

const permutation = fc
  .integer({ min: 1, max: 20 })
  .chain((n) =>
    fc.tuple(
      fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }),
      fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }),
    ),
  );

describe('rankC', () => {
  it('gives the hand-calculated example', () => {
    const { ranking_1, ranking_2, consistency, reversed, swap_first_two } = fixture.hand_example_N3;
    expect(rankC(ranking_1, ranking_2, 3)).toBeCloseTo(consistency, 12);
    expect(rankC(ranking_1, reversed.ranking_2, 3)).toBeCloseTo(reversed.consistency, 12);
    expect(rankC(ranking_1, swap_first_two.ranking_2, 3)).toBeCloseTo(swap_first_two.consistency, 12);
  });

  it('builds its weights anew for questions of different size', () => {
    const { rankings_1, rankings_2, consistency } = fixture.queries_of_different_size;
    for (const [i, a] of rankings_1.entries()) {
      expect(rankC(a, rankings_2[i]!, a.length)).toBeCloseTo(consistency[i]!, 12);
    }
  });

  it('is symmetric, 1 for equal rankings, never outside [0, 1] and blind to the names of items', () => {
    fc.assert(
      fc.property(permutation, ([a, b]) => {
        const agreement = rankC(a, b, a.length);
        expect(agreement).toBeGreaterThanOrEqual(0);
        expect(agreement).toBeLessThanOrEqual(1 + 1e-12);
        expect(rankC(b, a, a.length)).toBeCloseTo(agreement, 12);
        expect(rankC(a, a, a.length)).toBeCloseTo(1, 12);
        const renamed = (list: number[]) => list.map((item) => 1000 - 3 * item);
        expect(rankC(renamed(a), renamed(b), a.length)).toBeCloseTo(agreement, 12);
      }),
    );
  });
});

describe('chanceRankC', () => {
  it('is the paper’s chance level where the whole pool is compared', () => {
    for (const [n, { random }] of Object.entries(fixture.chance_level)) {
      expect(chanceRankC(Number(n), Number(n))).toBeCloseTo(random, 12);
    }
  });

  it('is what random rankings of a larger pool come to', () => {
    const rng = createRng(1);
    const [candidates, pool, draws] = [3, 12, 20_000];
    let sum = 0;
    for (let i = 0; i < draws; i++) {
      sum += rankC(rng.sample(pool, candidates), rng.sample(pool, candidates), candidates);
    }
    // The standard error is about 0.0015.
    expect(Math.abs(sum / draws - chanceRankC(candidates, pool))).toBeLessThan(0.006);
  });
});

describe('scoreConsistency', () => {
  it('agrees with the fixture on the first 10 of one fixed pool', () => {
    const { table, labels } = fixtureTable(false);
    const { rankC: found, candidates, chance } = scoreConsistency(table, labels);
    expect(candidates).toBe(10);
    expect(chance).toBeCloseTo(chanceRankC(10, 240), 15);
    const { matrix } = fixture.b_fixed_pool_top_10;
    for (const [xi, x] of LANGUAGES.entries()) {
      for (const [yi, y] of LANGUAGES.entries()) {
        if (x === y) expect(found).not.toHaveProperty(`${x}-${y}`);
        else expect(found[`${x}-${y}`]).toBeCloseTo(matrix[xi]![yi]!, 12);
      }
    }
  });
});
