import { IsoglotError } from '../errors';
import { branchesOf, type Branch } from './branches';
import { clustersOf } from './clusters';
import { switchTargets } from './codeSwitch';
import { RATIO_KINDS, type Composition } from './composition';
import { drawPlan, parallelLanguages, type LanguagePair } from './drawPlan';
import type { PairPool } from './pairPool';

/**
 * Checks that every batch of a composition can be drawn from a pool.
 *
 * @throws IsoglotError `bad-configuration` if weights sum to zero or name language pairs that the data lacks, pairs of
 * different languages are wanted of one language, `En-En` lacks English, false negatives can't be kept apart, nothing
 * can be code-switched, or a batch is larger than the number of questions it is drawn from.
 */
export function checkComposition(pool: PairPool, composition: Composition): void {
  const { strategy, kindWeights, codeSwitch, falseNegatives } = composition;
  if (strategy === 'ratio' && RATIO_KINDS.every((kind) => kindWeights[kind] === 0)) {
    refuse(
      'The weights of all kinds of batches are 0, so that none can be drawn.',
      'kindWeights',
      'Give at least one kind a weight above 0.',
    );
  }
  if (strategy === 'parallel' && falseNegatives === 'apart') {
    refuse(
      'Parallel batches hold a question in several languages, whose passages answer each other’s queries.',
      'strategy, falseNegatives',
      'Set false negatives to masked, or choose another strategy.',
    );
  }
  for (const branch of branchesOf(composition)) checkBranch(pool, branch, composition);
  if (codeSwitch > 0 && !hasSwitchable(pool)) {
    refuse(
      'No question stands in two of the training languages, so that no query can be code-switched.',
      'codeSwitch',
      'Set codeSwitch to 0, or add a training language of parallel data.',
    );
  }
}

/** What a composition does that its figures are easily misread for, in plain words. */
export function compositionWarnings({
  strategy,
  falseNegatives,
}: Pick<Composition, 'strategy' | 'falseNegatives'>): string[] {
  if (strategy !== 'parallel' || falseNegatives !== 'kept') return [];
  return [
    'Parallel batches with false negatives kept: every query is pushed away from its own answer in the other languages. Mask them unless that is what is to be measured.',
  ];
}

function checkBranch(pool: PairPool, branch: Branch, composition: Composition): void {
  const { batchSize, strategy } = composition;
  const plan = drawPlan(pool, composition);
  const need = (pairs: readonly LanguagePair[], which: string, size = batchSize) =>
    checkSize(pool, pairs, size, which, composition);
  switch (branch) {
    case 'mono':
      for (const [number, language] of pool.languages.entries()) {
        need([[number, number]], `in the language "${language}"`);
      }
      return;
    case 'english':
      if (!pool.languages.includes('en')) {
        refuse(
          `${strategy === 'ratio' ? 'An English batch' : 'En-En'} trains on English alone, but "en" is not among the training languages.`,
          strategy === 'ratio' ? 'kindWeights.english, languages' : 'strategy, languages',
          `Add "en" to the training languages or ${strategy === 'ratio' ? 'set the weight to 0' : 'choose another strategy'}.`,
        );
      }
      return need(plan.choices('english').pairs, 'in the language "en"');
    case 'mixed':
      return need(plan.choices('mixed').pairs, 'with a passage in the same language');
    case 'cross':
      needTwoLanguages(pool, composition);
      return need(plan.choices('cross').pairs, 'with a passage in another language');
    case 'within': {
      const cross = crossPairs(composition);
      if (cross > 0) {
        needTwoLanguages(pool, composition);
        need(plan.choices('cross').pairs, 'with a passage in another language');
      }
      // Each of the two sorts must be able to fill the batch: what one takes is gone for the other.
      if (cross < batchSize) need(plan.choices('mixed').pairs, 'with a passage in the same language');
      return;
    }
    case 'matrix':
      checkPairWeights(pool, composition);
      return need(plan.choices('matrix').pairs, 'in the weighted language pairs');
    case 'parallel': {
      needTwoLanguages(pool, composition);
      const pairs = plan
        .parallelStrata()
        .flatMap(({ questions }) => [...questions])
        .reduce((sum, question) => sum + parallelLanguages(pool, question).length, 0);
      if (batchSize > pairs) tooLarge(batchSize, pairs, 'pairs', 'of questions in two languages or more');
    }
  }
}

/** Pairs of a batch that are cross-lingual under `within`. */
export function crossPairs({ crossShare, batchSize }: Pick<Composition, 'crossShare' | 'batchSize'>): number {
  return Math.round(crossShare * batchSize);
}

function checkPairWeights(pool: PairPool, { pairWeights }: Composition): void {
  const weighted = Object.keys(pairWeights).filter((name) => pairWeights[name]! > 0);
  if (weighted.length === 0) {
    refuse(
      'No pair of languages has a weight above 0, so that none can be drawn.',
      'pairWeights',
      'Give at least one pair such as "en-de" a weight above 0.',
    );
  }
  const { languages, usable } = pool;
  const known = new Set(
    languages.flatMap((query, x) =>
      languages.flatMap((passage, y) => (usable(x, y).length > 0 ? [`${query}-${passage}`] : [])),
    ),
  );
  const missing = weighted.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  refuse(
    `No query can be paired with a passage in ${missing.join(', ')} (query language-passage language).`,
    'pairWeights',
    `Set ${missing.length === 1 ? 'its weight' : 'their weights'} to 0, or take the languages into the training languages: these are ${languages.join(', ')}.`,
  );
}

function needTwoLanguages({ languages }: PairPool, { strategy }: Composition): void {
  if (languages.length >= 2) return;
  refuse(
    `${strategy} pairs queries with passages in another language, but "${languages.join()}" is the only training language.`,
    'strategy, languages',
    strategy === 'hybrid'
      ? 'Add a training language or set alpha to 1.'
      : 'Add a training language or choose X-X-mono.',
  );
}

function checkSize(
  pool: PairPool,
  pairs: readonly LanguagePair[],
  size: number,
  which: string,
  { falseNegatives }: Composition,
): void {
  const questions = new Set(pairs.flatMap(([x, y]) => [...pool.usable(x, y)]));
  if (falseNegatives !== 'apart') {
    if (size > questions.size) tooLarge(size, questions.size, 'different questions', which);
    return;
  }
  const clusters = clustersOf(pool);
  const apart = new Set([...questions].map((number) => clusters[number]!)).size;
  if (size > apart) tooLarge(size, apart, 'questions without a common answer', which);
}

function tooLarge(size: number, there: number, what: string, which: string): never {
  refuse(
    `A batch of ${size} pairs needs ${size} ${what}, but there are ${there} ${which}.`,
    'batchSize',
    there > 1
      ? `Set the batch size to ${there} or less, or choose more domains.`
      : 'Choose more domains or other training languages.',
  );
}

function hasSwitchable(pool: PairPool): boolean {
  return pool.questions.some(({ versions }, number) =>
    versions.some((version, language) => version && switchTargets(pool, number, language).length > 0),
  );
}

function refuse(what: string, where: string, remedy: string): never {
  throw new IsoglotError({ code: 'bad-configuration', what, where, remedy });
}
