import {
  hasFittingLanguage,
  minedPairs,
  relevantByGroup,
  type MinedPair,
} from '../core/batches/hardNegatives';
import type { PairPool } from '../core/batches/pairPool';
import { IsoglotError } from '../core/errors';
import type { Configuration } from '../protocol';
import type { DataMaterial } from './materials';
import { trainingDomains } from './scope';
import { validationOf } from './validation';

/** Ranks kept of all pairs together: 4 bytes each in memory and in every checkpoint. */
const MAX_RANKS = 20_000_000;

/** What hard negatives are looked for in. */
export interface HardNegativePlan {
  /** Corpus passage indices, ascending. */
  candidates: Int32Array;
  pairs: MinedPair[];
  /** For each pair, what is relevant to its question in whatever language. */
  relevant: ReadonlySet<number>[];
  searches: Search[];
}

/** Pairs whose hard negatives are among the same candidates. */
export interface Search {
  candidates: Int32Array;
  /** Places in the plan's pairs. */
  pairs: number[];
}

/**
 * Passages that may be hard negatives: those in the training languages, of the domains trained on (of a further data set: of
 * those that are not held out), without what is kept for validation.
 */
export function hardNegativeCandidates(
  data: DataMaterial,
  { languages }: PairPool,
  configuration: Configuration,
): Int32Array {
  const { passages, domains } = data.corpus;
  const [wanted, inside] = [new Set(languages), new Set(trainingDomains(domains, configuration))];
  const kept = validationOf(data, configuration)?.passages;
  return Int32Array.from(passages.keys()).filter((index) => {
    const { language, domain, dataSet = 0 } = passages[index]!;
    const trained = dataSet === 0 ? inside.has(domain) : !configuration.targetDomains.includes(domain);
    return trained && wanted.has(language) && !kept?.has(index);
  });
}

/**
 * Plans the search for hard negatives; null if a run has none.
 * @throws IsoglotError `bad-configuration` if the loss asks for some and there are none, a pair has fewer candidates than
 *   are drawn, or there is too much to keep.
 */
export function planHardNegatives(
  data: DataMaterial,
  pool: PairPool,
  configuration: Configuration,
): HardNegativePlan | null {
  const { hardNegatives: count, hardNegativeRanks, loss } = configuration;
  if (count === 0) {
    if (loss === 'triplet') {
      throw refusal(
        'The triplet loss compares with hard negatives alone, and the run has none.',
        'loss, hardNegatives',
        'Set hardNegatives to 1, for example, or loss to "one-way".',
      );
    }
    return null;
  }
  const { corpus } = data;
  const [from, to] = hardNegativeRanks;
  const candidates = hardNegativeCandidates(data, pool, configuration);
  const pairs = minedPairs(pool);
  const ofGroup = relevantByGroup(corpus);
  const relevant = pairs.map(({ query }) => ofGroup.get(corpus.queries[query]!.group)!);
  if (to - from + 1 < count) {
    throw refusal(
      `${count} hard negatives a pair cannot be drawn from the ranks ${from} to ${to}.`,
      'hardNegatives, hardNegativeRanks',
      `Set the last rank to ${from + count - 1} or more.`,
    );
  }
  const most = Math.floor(MAX_RANKS / pairs.length);
  if (to > most) {
    throw refusal(
      `${to} ranks of ${pairs.length} pairs are too many to hold.`,
      'hardNegativeRanks',
      `Set the last rank to ${most} or less, or train on fewer languages.`,
    );
  }
  const searches = searchesOf(data, pairs, candidates, configuration);
  for (const search of searches) requireEnough(data, search, pairs, relevant, configuration);
  return { candidates, pairs, relevant, searches };
}

function searchesOf(
  { corpus: { passages } }: DataMaterial,
  pairs: readonly MinedPair[],
  candidates: Int32Array,
  rule: Configuration,
): Search[] {
  const byLanguage = new Map<string, number[]>();
  for (const [number, { passage }] of pairs.entries()) {
    const key = rule.hardNegativeLanguage === 'any' ? '' : passages[passage]!.language;
    const own = byLanguage.get(key);
    if (own) own.push(number);
    else byLanguage.set(key, [number]);
  }
  return [...byLanguage].map(([language, own]) => ({
    pairs: own,
    candidates: candidates.filter((index) => hasFittingLanguage(passages[index]!.language, language, rule)),
  }));
}

function requireEnough(
  { corpus }: DataMaterial,
  search: Search,
  pairs: readonly MinedPair[],
  relevant: readonly ReadonlySet<number>[],
  { hardNegatives: count, hardNegativeRanks: [from], hardNegativeLanguage }: Configuration,
): void {
  const all = new Set(search.candidates);
  for (const number of search.pairs) {
    const left = all.size - [...relevant[number]!].filter((passage) => all.has(passage)).length;
    if (left >= from - 1 + count) continue;
    const { language } = corpus.passages[pairs[number]!.passage]!;
    throw refusal(
      `The question "${corpus.queries[pairs[number]!.query]!.id}" with its passage in "${language}" has ${left} passages that ` +
        `are not relevant and could be hard negatives; ${count} from rank ${from} on need ${from - 1 + count}.`,
      'hardNegatives, hardNegativeLanguage, hardNegativeRanks',
      hardNegativeLanguage === 'any'
        ? 'Draw fewer from a lower rank on, or train on more domains.'
        : 'Set hardNegativeLanguage to "any", draw fewer from a lower rank on, or train on more domains or languages.',
    );
  }
}

function refusal(what: string, where: string, remedy: string): IsoglotError {
  return new IsoglotError({ code: 'bad-configuration', what, where, remedy });
}
