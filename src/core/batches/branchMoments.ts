import type { BatchKind } from './batch';
import type { Branch } from './branches';
import { crossPairs } from './checkComposition';
import { switchTargets } from './codeSwitch';
import type { Composition } from './composition';
import { SWITCHED, type PairMeasure } from './countBatch';
import {
  drawPlan,
  pairName,
  parallelLanguages,
  type DrawPlan,
  type LanguageChoices,
  type LanguagePair,
  type Stratum,
} from './drawPlan';
import type { PairPool } from './pairPool';

/** Expected value of a count in one batch, and of its square. */
export interface Moments {
  mean: number;
  square: number;
}

export interface NamedMoments extends Moments {
  measure: PairMeasure;
  name: string;
}

/** Shares of pairs in [0, 1], by measure and name. */
type Shares = Map<string, { measure: PairMeasure; name: string; share: number }>;

/** Pairs that are drawn alike and independently. */
interface Block {
  count: number;
  choices: LanguageChoices;
}

/** What is counted in a batch of a branch. */
export function branchMoments(pool: PairPool, composition: Composition, branch: Branch): NamedMoments[] {
  if (branch === 'parallel') return parallelMoments(pool, composition);
  const plan = drawPlan(pool, composition);
  const found = new Map<string, NamedMoments>();
  for (const { probability, blocks } of outcomes(plan, composition, branch)) {
    const counts = new Map<string, NamedMoments & { variance: number }>();
    for (const { count, choices } of blocks) {
      for (const [key, { share, ...name }] of sharesOf(pool, plan, composition, choices)) {
        const one = counts.get(key) ?? { ...name, mean: 0, square: 0, variance: 0 };
        one.mean += count * share;
        one.variance += count * share * (1 - share);
        counts.set(key, one);
      }
    }
    for (const [key, { mean, variance, measure, name }] of counts) {
      const sum = found.get(key) ?? { measure, name, mean: 0, square: 0 };
      sum.mean += probability * mean;
      sum.square += probability * (variance + mean ** 2);
      found.set(key, sum);
    }
  }
  return [...found.values()];
}

/** With which probability a batch of a branch is of a kind. */
export function kindChances(
  pool: PairPool,
  composition: Composition,
  branch: Branch,
): Partial<Record<BatchKind, number>> {
  const { batchSize } = composition;
  switch (branch) {
    case 'mono':
    case 'mixed':
    case 'english':
      return { mono: 1 };
    case 'cross':
    case 'parallel':
      return { cross: 1 };
    case 'within': {
      const cross = crossPairs(composition);
      return cross === 0 ? { mono: 1 } : cross === batchSize ? { cross: 1 } : { mixed: 1 };
    }
    case 'matrix': {
      const { pairs, probabilities } = drawPlan(pool, composition).choices('matrix');
      const share = pairs.reduce((sum, [x, y], i) => sum + (x === y ? 0 : probabilities[i]!), 0);
      const [cross, mono] = [share ** batchSize, (1 - share) ** batchSize];
      return { mono, cross, mixed: Math.max(0, 1 - mono - cross) };
    }
  }
}

/** What a batch draws once, with what it draws for each pair then. */
function outcomes(
  { choices }: DrawPlan,
  composition: Composition,
  branch: Exclude<Branch, 'parallel'>,
): { probability: number; blocks: Block[] }[] {
  const { batchSize: count } = composition;
  if (branch === 'within') {
    const cross = crossPairs(composition);
    const blocks = [
      { count: cross, choices: choices('cross') },
      { count: count - cross, choices: choices('mixed') },
    ];
    return [{ probability: 1, blocks: blocks.filter((block) => block.count > 0) }];
  }
  const all = choices(branch);
  if (branch !== 'mono') return [{ probability: 1, blocks: [{ count, choices: all }] }];
  return all.pairs.map((pair, i) => ({
    probability: all.probabilities[i]!,
    blocks: [{ count, choices: { pairs: [pair], probabilities: [1] } }],
  }));
}

function sharesOf(
  pool: PairPool,
  plan: DrawPlan,
  composition: Composition,
  { pairs, probabilities }: LanguageChoices,
): Shares {
  const shares: Shares = new Map();
  for (const [i, pair] of pairs.entries()) {
    const add = (measure: PairMeasure, name: string, share: number) => {
      const key = `${measure} ${name}`;
      const before = shares.get(key)?.share ?? 0;
      shares.set(key, { measure, name, share: before + probabilities[i]! * share });
    };
    add('pairs', pairName(pool, pair), 1);
    add('queryLanguages', pool.languages[pair[0]]!, 1);
    add('passageLanguages', pool.languages[pair[1]]!, 1);
    addQuestions(pool, plan.strata(pair), pair, composition, add);
  }
  return shares;
}

function addQuestions(
  pool: PairPool,
  strata: readonly Stratum[],
  [language]: LanguagePair,
  { codeSwitch }: Composition,
  add: (measure: PairMeasure, name: string, share: number) => void,
): void {
  for (const { probability, questions } of strata) {
    for (const number of questions) {
      const { domain, dataSet } = pool.questions[number]!;
      const share = probability / questions.length;
      add('domains', domain, share);
      add('dataSets', String(dataSet), share);
      if (codeSwitch > 0 && switchTargets(pool, number, language).length > 0)
        add('switched', SWITCHED, share * codeSwitch);
    }
  }
}

/**
 * Of whole questions: what a question of L languages adds to a count, against what its L pairs add to all (the ratio
 * estimator of cluster sampling); the question that is cut adds some variance where the size leaves a rest.
 */
function parallelMoments(pool: PairPool, composition: Composition): NamedMoments[] {
  const { batchSize, codeSwitch } = composition;
  /** Of a count X in a question of L pairs: sums of E[X], E[X^2] and L E[X] over the questions. */
  const sums = new Map<string, { measure: PairMeasure; name: string; x: number; xx: number; lx: number }>();
  let [pairs, squares] = [0, 0];
  let isWhole = true;
  for (const { probability, questions } of drawPlan(pool, composition).parallelStrata()) {
    for (const number of questions) {
      const share = probability / questions.length;
      const languages = parallelLanguages(pool, number);
      const length = languages.length;
      pairs += share * length;
      squares += share * length ** 2;
      isWhole &&= batchSize % length === 0;
      const add = (measure: PairMeasure, name: string, mean: number, square: number) => {
        const key = `${measure} ${name}`;
        const sum = sums.get(key) ?? { measure, name, x: 0, xx: 0, lx: 0 };
        sum.x += share * mean;
        sum.xx += share * square;
        sum.lx += share * length * mean;
        sums.set(key, sum);
      };
      const { domain, dataSet } = pool.questions[number]!;
      add('domains', domain, length, length ** 2);
      add('dataSets', String(dataSet), length, length ** 2);
      const switched = length * codeSwitch;
      if (codeSwitch > 0) add('switched', SWITCHED, switched, switched * (1 - codeSwitch) + switched ** 2);
      for (const x of languages) {
        add('queryLanguages', pool.languages[x]!, 1, 1);
        add('passageLanguages', pool.languages[x]!, 1, 1);
        for (const y of languages) {
          if (x !== y) add('pairs', pairName(pool, [x, y]), 1 / (length - 1), 1 / (length - 1));
        }
      }
    }
  }
  return [...sums.values()].map(({ measure, name, x, xx, lx }) => {
    const share = x / pairs;
    const mean = batchSize * share;
    const ofQuestions = (batchSize / pairs) * Math.max(0, xx - 2 * share * lx + share ** 2 * squares);
    const ofRest = isWhole ? 0 : pairs * share * (1 - share);
    return { measure, name, mean, square: mean ** 2 + ofQuestions + ofRest };
  });
}
