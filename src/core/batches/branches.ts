import { alphaAt, alphaRange } from './alphaAt';
import { RATIO_KINDS, type Composition } from './composition';
import { normalised } from './sampling';

/**
 * The batches there are: in one drawn language (`mono`), of same-language pairs (`mixed`), of different-language pairs
 * (`cross`), in English, of a share of either (`within`), of weighted language pairs (`matrix`), of whole questions
 * (`parallel`).
 */
export type Branch = 'mono' | 'mixed' | 'cross' | 'english' | 'within' | 'matrix' | 'parallel';

export interface BranchChance {
  branch: Branch;
  /** Above 0; those of a batch sum to 1. */
  probability: number;
}

/**
 * What a batch draws its branch from, monolingual first: a coin that falls below alpha makes a monolingual batch. All
 * batches of a step have the alpha of the step.
 * @param draw number of the batch in the run, 0-based
 */
export function branchesAt(composition: Composition, draw: number): BranchChance[] {
  if (composition.strategy !== 'hybrid') return fixedBranches(composition);
  return mixOf(alphaAt(Math.floor(draw / composition.accumulate), composition));
}

/** Every branch that some step of the run can take. */
export function branchesOf(composition: Composition): Branch[] {
  if (composition.strategy !== 'hybrid') return fixedBranches(composition).map(({ branch }) => branch);
  const { least, greatest } = alphaRange(composition);
  return [...(greatest > 0 ? (['mono'] as const) : []), ...(least < 1 ? (['cross'] as const) : [])];
}

function mixOf(alpha: number): BranchChance[] {
  const chances: BranchChance[] = [
    { branch: 'mono', probability: alpha },
    { branch: 'cross', probability: 1 - alpha },
  ];
  return chances.filter(({ probability }) => probability > 0);
}

const ONE_BRANCH = {
  'X-X-mono': 'mono',
  'X-X': 'mixed',
  'X-Y': 'cross',
  'En-En': 'english',
  within: 'within',
  matrix: 'matrix',
  parallel: 'parallel',
} as const satisfies Partial<Record<Composition['strategy'], Branch>>;

function fixedBranches({ strategy, kindWeights }: Composition): BranchChance[] {
  if (strategy === 'hybrid') return [];
  if (strategy !== 'ratio') return [{ branch: ONE_BRANCH[strategy], probability: 1 }];
  const probabilities = normalised(RATIO_KINDS.map((kind) => kindWeights[kind]));
  return RATIO_KINDS.map((branch, i) => ({ branch, probability: probabilities[i]! })).filter(
    ({ probability }) => probability > 0,
  );
}
