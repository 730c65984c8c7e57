import { groupBy } from '../groupBy';
import { clustersOf } from './clusters';
import type { Composition } from './composition';
import type { PairPool } from './pairPool';
import { normalised, samplingProbabilities } from './sampling';

/** Numbers of query and passage language. */
export type LanguagePair = readonly [number, number];

/** Language pairs to draw from; all have questions. */
export interface LanguageChoices {
  pairs: LanguagePair[];
  /** Aligned with `pairs`. */
  probabilities: number[];
}

/** Questions of one data set and domain, or all where nothing weights these. */
export interface Stratum {
  probability: number;
  questions: Int32Array;
}

/** What a composition draws from in a pool: worked out once, as a run draws thousands of batches. */
export interface DrawPlan {
  choices: (branch: 'mono' | 'mixed' | 'cross' | 'english' | 'matrix') => LanguageChoices;
  /** The questions that a language pair can use. */
  strata: (pair: LanguagePair) => Stratum[];
  /** The questions that stand in two languages or more, under `parallel`. */
  parallelStrata: () => Stratum[];
  /** By question, those that it keeps out of a batch, itself included; undefined: itself alone. */
  clusters: number[][] | undefined;
}

const plans = new WeakMap<Composition, WeakMap<PairPool, DrawPlan>>();

export function drawPlan(pool: PairPool, composition: Composition): DrawPlan {
  const ofComposition = plans.get(composition) ?? new WeakMap<PairPool, DrawPlan>();
  plans.set(composition, ofComposition);
  const plan = ofComposition.get(pool) ?? makePlan(pool, composition);
  ofComposition.set(pool, plan);
  return plan;
}

function makePlan(pool: PairPool, composition: Composition): DrawPlan {
  const stratify = (questions: Int32Array) => strataOf(pool, questions, composition);
  const parallel = remembered<undefined, Stratum[]>(() => stratify(parallelQuestions(pool)));
  return {
    choices: remembered((branch) => choicesOf(pool, branch, composition)),
    strata: remembered((pair: LanguagePair) => stratify(pool.usable(...pair)), String),
    parallelStrata: () => parallel(undefined),
    clusters: composition.falseNegatives === 'apart' ? clustersOf(pool) : undefined,
  };
}

function remembered<A, R>(make: (of: A) => R, key: (of: A) => unknown = (of) => of): (of: A) => R {
  const made = new Map<unknown, R>();
  return (of) => {
    const name = key(of);
    const value = made.has(name) ? made.get(name)! : make(of);
    made.set(name, value);
    return value;
  };
}

function choicesOf(
  pool: PairPool,
  branch: Parameters<DrawPlan['choices']>[0],
  { sampling, pairWeights }: Composition,
): LanguageChoices {
  const numbers = [...pool.languages.keys()];
  const bySize = (pairs: LanguagePair[]) => ({
    pairs,
    probabilities: samplingProbabilities(
      pairs.map(([x, y]) => pool.usable(x, y).length),
      sampling.languages,
    ),
  });
  const all = () => numbers.flatMap((x) => numbers.map((y): LanguagePair => [x, y]));
  const having = (same: boolean) =>
    all().filter(([x, y]) => (x === y) === same && pool.usable(x, y).length > 0);
  switch (branch) {
    case 'mono':
      return bySize(numbers.map((x) => [x, x]));
    case 'mixed':
      return bySize(having(true));
    case 'cross':
      return bySize(having(false));
    case 'english': {
      const english = pool.languages.indexOf('en');
      return { pairs: [[english, english]], probabilities: [1] };
    }
    case 'matrix': {
      const weight = ([x, y]: LanguagePair) => pairWeights[pairName(pool, [x, y])] ?? 0;
      const pairs = all().filter((pair) => weight(pair) > 0);
      return { pairs, probabilities: normalised(pairs.map(weight)) };
    }
  }
}

/** `query language-passage language`, e.g. `en-de`: how counts and weights name a pair of languages. */
export function pairName({ languages }: PairPool, [x, y]: LanguagePair): string {
  return `${languages[x]}-${languages[y]}`;
}

/**
 * Languages in which a question can stand once as query and once as passage: those that have it, and whose passages
 * answer it in all the others that do.
 */
export function parallelLanguages(pool: PairPool, question: number): number[] {
  const { versions } = pool.questions[question]!;
  const asked = [...versions.keys()].filter((x) => versions[x]);
  return asked.filter((y) => asked.every((x) => x === y || versions[x]!.passages[y]!.length > 0));
}

function parallelQuestions(pool: PairPool): Int32Array {
  return Int32Array.from(pool.questions.keys()).filter(
    (number) => parallelLanguages(pool, number).length >= 2,
  );
}

/**
 * Splits questions by what the sampling weights: data set by its size among them and its weight, then domain by its
 * size within the data set.
 */
function strataOf(
  pool: PairPool,
  questions: Int32Array,
  { sampling: { domains, dataSets }, moreData = [] }: Composition,
): Stratum[] {
  const alike =
    domains.by === 'size' && dataSets.by === 'size' && moreData.every(({ weight }) => weight === 1);
  if (alike) return [{ probability: 1, questions }];
  const sets = [...groupBy(questions, (number) => String(pool.questions[number]!.dataSet))];
  const shares = samplingProbabilities(
    sets.map(([, { length }]) => length),
    dataSets,
    sets.map(([set]) => (set === '0' ? 1 : moreData[Number(set) - 1]!.weight)),
  );
  return sets.flatMap(([, ofSet], i) => {
    const parts = [...groupBy(ofSet, (number) => pool.questions[number]!.domain).values()];
    const within = samplingProbabilities(
      parts.map(({ length }) => length),
      domains,
    );
    return parts.map((part, j) => ({
      probability: shares[i]! * within[j]!,
      questions: Int32Array.from(part),
    }));
  });
}
