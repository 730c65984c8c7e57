import { IsoglotError } from '../errors';

/** One query's ranking as its judgments see it. */
export interface JudgedRanking {
  /** Grade of each retrieved document, best-ranked first; undefined where it was not judged. */
  grades: (number | undefined)[];
  /** Grades of all judged documents, retrieved or not. */
  judged: number[];
}

/** A metric of one query, in [0, 1]; 0 where nothing is relevant. */
export type Measure = (ranking: JudgedRanking) => number;

/** What `measureOf` understands, in words for help and errors. */
export const MEASURE_NAMES = 'map, map@K, ndcg, ndcg@K, mrr, mrr@K, p@K, recall@K, hit@K, bpref';

/** Measures of the first K documents. */
const CUT = new Map<string, (cutoff: number) => Measure>([
  ['map', (cutoff) => (ranking) => averagePrecision(ranking, cutoff)],
  ['ndcg', (cutoff) => (ranking) => ndcg(ranking, cutoff)],
  ['mrr', (cutoff) => (ranking) => reciprocalRank(ranking, cutoff)],
  ['p', (cutoff) => (ranking) => found(ranking, cutoff) / cutoff],
  ['recall', (cutoff) => (ranking) => ratio(found(ranking, cutoff), relevantCount(ranking))],
  ['hit', (cutoff) => (ranking) => Math.min(1, found(ranking, cutoff))],
]);

/** Measures of the whole ranking. */
const WHOLE = new Map<string, Measure>([
  ['map', (ranking) => averagePrecision(ranking, Infinity)],
  ['ndcg', (ranking) => ndcg(ranking, Infinity)],
  ['mrr', (ranking) => reciprocalRank(ranking, Infinity)],
  ['bpref', bpref],
]);

/**
 * The measure of a name, by trec_eval's definitions: `map@K` = map_cut, `ndcg@K` = ndcg_cut, `mrr` = recip_rank,
 * `p@K` = P, `recall@K` = recall, `hit@K` = success; `mrr@K` is 0 where the first relevant document lies beyond K.
 *
 * @throws IsoglotError `bad-configuration` if there is none of that name.
 */
export function measureOf(name: string): Measure {
  const [, family, cutoff] = /^([a-z]+)@([1-9]\d{0,8})$/.exec(name) ?? [];
  const measure = family === undefined ? WHOLE.get(name) : CUT.get(family)?.(Number(cutoff));
  if (measure) return measure;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `There is no metric "${name}".`,
    remedy: `Choose among ${MEASURE_NAMES}, with a number for K.`,
  });
}

function isRelevant(grade: number | undefined): grade is number {
  return grade !== undefined && grade > 0;
}

function relevantCount({ judged }: JudgedRanking): number {
  return judged.filter(isRelevant).length;
}

function found({ grades }: JudgedRanking, cutoff: number): number {
  return grades.slice(0, cutoff).filter(isRelevant).length;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function reciprocalRank({ grades }: JudgedRanking, cutoff: number): number {
  const first = grades.slice(0, cutoff).findIndex(isRelevant);
  return first < 0 ? 0 : 1 / (first + 1);
}

function averagePrecision(ranking: JudgedRanking, cutoff: number): number {
  let hits = 0;
  let sum = 0;
  for (const [i, grade] of ranking.grades.slice(0, cutoff).entries()) {
    if (isRelevant(grade)) sum += ++hits / (i + 1);
  }
  return ratio(sum, relevantCount(ranking));
}

/** Gain is the grade itself; the ideal ranking holds all judged documents. */
function ndcg({ grades, judged }: JudgedRanking, cutoff: number): number {
  const ideal = judged.filter(isRelevant).sort((a, b) => b - a);
  return ratio(discountedGain(grades.slice(0, cutoff)), discountedGain(ideal.slice(0, cutoff)));
}

function discountedGain(grades: (number | undefined)[]): number {
  return grades.reduce<number>(
    (sum, grade, i) => sum + (isRelevant(grade) ? grade / Math.log2(i + 2) : 0),
    0,
  );
}

/**
 * Buckley & Voorhees, SIGIR 2004, as trec_eval has it: for each relevant document, 1 less the share of judged
 * non-relevant ones above it, both counts capped at the number of relevant ones; unjudged documents are passed over.
 */
function bpref(ranking: JudgedRanking): number {
  const relevant = relevantCount(ranking);
  const nonRelevant = ranking.judged.filter((grade) => grade === 0).length;
  let above = 0;
  let sum = 0;
  for (const grade of ranking.grades) {
    if (grade === 0) above++;
    else if (isRelevant(grade)) {
      sum += above === 0 ? 1 : 1 - Math.min(above, relevant) / Math.min(nonRelevant, relevant);
    }
  }
  return ratio(sum, relevant);
}
