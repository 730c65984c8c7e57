import { branchesOf, type Branch } from '../batches/branches';
import { crossPairs } from '../batches/checkComposition';
import { switchTargets } from '../batches/codeSwitch';
import type { Composition } from '../batches/composition';
import { drawPlan, parallelLanguages, type LanguagePair } from '../batches/drawPlan';
import type { PairPool } from '../batches/pairPool';

/** Corpus indices. */
export interface TextSets {
  queries: ReadonlySet<number>;
  passages: ReadonlySet<number>;
}

/** The texts that a composition can draw from a pool, whether the steps of a run come round to them or not. */
export function trainedTexts(pool: PairPool, composition: Composition): TextSets {
  const queries = new Set<number>();
  const passages = new Set<number>();
  const add = (question: number, [x, y]: LanguagePair) => {
    const { query, passages: relevant } = pool.questions[question]!.versions[x]!;
    queries.add(query);
    for (const passage of relevant[y]!) passages.add(passage);
    if (composition.codeSwitch === 0) return;
    for (const other of switchTargets(pool, question, x)) queries.add(other);
  };
  for (const branch of branchesOf(composition)) {
    if (branch === 'parallel') {
      for (const question of pool.questions.keys()) {
        for (const pair of parallelPairs(pool, question)) add(question, pair);
      }
    } else {
      for (const pair of pairsOf(branch, pool, composition)) {
        for (const question of pool.usable(...pair)) add(question, pair);
      }
    }
  }
  return { queries, passages };
}

function parallelPairs(pool: PairPool, question: number): LanguagePair[] {
  const languages = parallelLanguages(pool, question);
  return languages.flatMap((x) => languages.filter((y) => y !== x).map((y): LanguagePair => [x, y]));
}

function pairsOf(
  branch: Exclude<Branch, 'parallel'>,
  pool: PairPool,
  composition: Composition,
): LanguagePair[] {
  const { choices } = drawPlan(pool, composition);
  if (branch !== 'within') return choices(branch).pairs;
  const cross = crossPairs(composition);
  return [
    ...(cross > 0 ? choices('cross').pairs : []),
    ...(cross < composition.batchSize ? choices('mixed').pairs : []),
  ];
}
