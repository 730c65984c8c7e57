import type { Corpus } from '../corpus';
import type { PairPool } from './pairPool';

export const HARD_NEGATIVE_LANGUAGES = ['same', 'other', 'any'] as const;
/** Language of a hard negative, compared with that of the pair's relevant passage. */
export type HardNegativeLanguage = (typeof HARD_NEGATIVE_LANGUAGES)[number];

/** Which passages are hard negatives of a pair. */
export interface HardNegativeRule {
  hardNegativeLanguage: HardNegativeLanguage;
  /** First and last rank that is taken, from 1 on, among the candidates that are not relevant. */
  hardNegativeRanks: readonly [from: number, to: number];
  /** A candidate scoring above the relevant passage's score minus this passes for an unlabelled relevant one; 0: off. */
  hardNegativeMargin: number;
}

/** A query with one of its relevant passages, as corpus indices. */
export interface MinedPair {
  query: number;
  passage: number;
}

/** Every pair that can be drawn from a pool, in its order. */
export function minedPairs({ questions }: PairPool): MinedPair[] {
  return questions.flatMap(({ versions }) =>
    versions.flatMap((version) =>
      (version?.passages.flat() ?? []).map((passage) => ({ query: version!.query, passage })),
    ),
  );
}

/** For each question's group, the passages relevant to it in whatever language it is asked. */
export function relevantByGroup({ queries, relevant }: Corpus): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const [query, { group }] of queries.entries()) {
    const known = found.get(group) ?? new Set<number>();
    for (const passage of relevant[query]!) known.add(passage);
    found.set(group, known);
  }
  return found;
}

/** Whether a passage in one language may be a hard negative where the relevant one is in `positive`. */
export function hasFittingLanguage(
  language: string,
  positive: string,
  rule: Pick<HardNegativeRule, 'hardNegativeLanguage'>,
): boolean {
  if (rule.hardNegativeLanguage === 'any') return true;
  return (language === positive) === (rule.hardNegativeLanguage === 'same');
}

/**
 * The hard negatives of a pair: the candidates in the window of ranks, without those that score so close to the relevant
 * passage that they may be relevant too (Moreira et al. 2024, arXiv 2407.15831: a threshold by the positive's score). The
 * margin leaves gaps in the window; nothing moves up.
 * @param ranking candidates of the right language with their scores, best first
 * @param relevant passages relevant to the question in whatever language: they are no candidates and have no rank
 * @param positive score of the pair's own passage
 */
export function chooseHardNegatives(
  ranking: Iterable<readonly [passage: number, score: number]>,
  relevant: ReadonlySet<number>,
  positive: number,
  { hardNegativeRanks: [from, to], hardNegativeMargin: margin }: HardNegativeRule,
): number[] {
  const chosen: number[] = [];
  let rank = 0;
  for (const [passage, score] of ranking) {
    if (relevant.has(passage)) continue;
    rank++;
    if (rank > to) break;
    if (rank >= from && (margin === 0 || score <= positive - margin)) chosen.push(passage);
  }
  return chosen;
}
