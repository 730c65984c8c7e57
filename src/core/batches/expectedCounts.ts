import { binomialQuantile } from '../statistics/binomial';
import { branchesAt, type Branch, type BranchChance } from './branches';
import { branchMoments, kindChances, type Moments } from './branchMoments';
import type { Composition } from './composition';
import { PAIR_MEASURES, type PairMeasure } from './countBatch';
import type { PairPool } from './pairPool';

/** What a count should come to. */
export interface Expectation {
  /** Of all pairs, or of all batches for `kinds` and `branches`, in [0, 1]. */
  share: number;
  /** Central 99.9 % interval of the count, both ends inside. */
  low: number;
  high: number;
}

/** What batches are counted by: what they hold, and how they were drawn. */
export type BatchMeasure = 'kinds' | 'branches';
export type Expectations = Record<PairMeasure | BatchMeasure, Record<string, Expectation>>;

const MEASURES = ['kinds', 'branches', ...PAIR_MEASURES] as const;

/** Left out on either side. */
const TAIL = 0.0005;

/**
 * What was asked for, to hold what was drawn against: the counts of the first `batches` batches (at least 1) of a
 * composition that fits the pool.
 *
 * Where draws are independent the bounds are those of the binomial distribution, as for monolingual batches of
 * `hybrid` or pairs of languages under `X-Y`. Pairs of one batch hang together where it draws its language once;
 * there the binomial is one of fewer, larger draws with the same mean and variance (Kish's design effect). Languages
 * that run out of questions within a batch, and questions that can't stand beside others, are not reckoned with: then
 * counts may lie outside.
 */
export function expectedCounts(pool: PairPool, composition: Composition, batches: number): Expectations {
  const sums = new Map<string, { measure: string; name: string; mean: number; variance: number }>();
  const moments = new Map<Branch, ReturnType<typeof momentsOf>>();
  for (const { chances, times } of courses(composition, batches)) {
    const ofBatch = new Map<string, { measure: string; name: string } & Moments>();
    for (const { branch, probability } of chances) {
      const known = moments.get(branch) ?? momentsOf(pool, composition, branch);
      moments.set(branch, known);
      for (const { measure, name, mean, square } of known) {
        const key = `${measure} ${name}`;
        const sum = ofBatch.get(key) ?? { measure, name, mean: 0, square: 0 };
        sum.mean += probability * mean;
        sum.square += probability * square;
        ofBatch.set(key, sum);
      }
    }
    for (const [key, { measure, name, mean, square }] of ofBatch) {
      const sum = sums.get(key) ?? { measure, name, mean: 0, variance: 0 };
      sum.mean += times * mean;
      sum.variance += times * (square - mean ** 2);
      sums.set(key, sum);
    }
  }
  const expectations = Object.fromEntries(MEASURES.map((measure) => [measure, {}])) as Expectations;
  for (const { measure, name, mean, variance } of sums.values()) {
    const isOfBatches = measure === 'kinds' || measure === 'branches';
    const all = isOfBatches ? batches : batches * composition.batchSize;
    expectations[measure as keyof Expectations][name] = { share: mean / all, ...bounds(mean, variance, all) };
  }
  return expectations;
}

/** From what the batches draw their branch, and how many do so. */
function courses(composition: Composition, batches: number): { chances: BranchChance[]; times: number }[] {
  const isSteady = composition.strategy !== 'hybrid' || composition.alphaSchedule === 'constant';
  if (isSteady) return [{ chances: branchesAt(composition, 0), times: batches }];
  return Array.from({ length: batches }, (_, draw) => ({ chances: branchesAt(composition, draw), times: 1 }));
}

/** Of all that is counted in a batch of a branch. */
function momentsOf(pool: PairPool, composition: Composition, branch: Branch) {
  const once = (measure: BatchMeasure, name: string, chance: number) => ({
    ...{ measure, name, mean: chance, square: chance },
  });
  return [
    ...branchMoments(pool, composition, branch),
    once('branches', branch, 1),
    ...Object.entries(kindChances(pool, composition, branch)).map(([kind, chance]) =>
      once('kinds', kind, chance),
    ),
  ];
}

/** @param all what the count can come to at most */
function bounds(mean: number, variance: number, all: number): { low: number; high: number } {
  const p = mean / all;
  const effect = variance / (mean * (1 - p));
  // Nothing is left to chance, but for rounding.
  if (!(effect > 1e-9)) return { low: Math.floor(mean + 1e-6), high: Math.ceil(mean - 1e-6) };
  const draws = Math.max(1, Math.round(all / effect));
  const [low, high] = [TAIL, 1 - TAIL].map((at) => (binomialQuantile(at, draws, p) * all) / draws);
  return { low: Math.floor(low! + 1e-6), high: Math.ceil(high! - 1e-6) };
}
