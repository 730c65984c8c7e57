import { IsoglotError } from './errors';
import { createRankHead } from './rankHead';
import type { RankRequest, RankTable } from './rankTable';

export interface RankCounter {
  /**
   * Counts a block of scores: `rows` rows from `firstRow` on, row-major, as wide as the pool; higher is better.
   * Each row of the request must be added once, in any order.
   *
   * @param counts `higher` and `tiedBefore` of the relevant passages of these rows, if they were counted elsewhere:
   * [relevants, languages, 2]
   * @throws IsoglotError `not-finite` if a score is not a number.
   */
  add(firstRow: number, rows: number, scores: Float32Array, counts?: ArrayLike<number>): void;
  /** The counts. Throws Error while rows are missing. */
  table(): RankTable;
}

/** Neighbouring candidates of one language. */
export interface Run {
  language: number;
  from: number;
  to: number;
}

/** Steps of the table that tells which thresholds a score beats; fits the first-level cache many times over. */
const STEPS = 64;

/**
 * Turns scores into a `RankTable`, block by block. Scores are compared as the float32 numbers they are, so ties are
 * exact. Per row, a candidate that scores lower than all relevant passages costs one comparison; of the others a small
 * table over the range of the relevants' scores says which they beat, but for those nearest to them.
 */
export function createRankCounter(request: RankRequest): RankCounter {
  const { candidateLanguage, offsets, relevant, topK } = request;
  const languages = request.languages.length;
  const candidates = candidateLanguage.length;
  const rows = request.queries.length;
  const runs = findRuns(candidateLanguage);
  const higher = new Int32Array(relevant.length * languages);
  const tiedBefore = new Int32Array(relevant.length * languages);
  const top = new Int32Array(rows * topK).fill(-1);
  const topScores = new Float32Array(rows * topK);
  const best = new Int32Array(rows * languages).fill(-1);
  const head = createRankHead(topK);
  const counted = new Uint8Array(rows);

  const mostRelevant = offsets.reduce((most, end, row) => Math.max(most, end - (offsets[row - 1] ?? 0)), 0);
  /** Relevants of the present row, best first: their places in `relevant` and their scores. */
  const places = new Int32Array(mostRelevant);
  const thresholds = new Float32Array(mostRelevant);
  /** Candidates of the present run that beat threshold k, but not k - 1. */
  const beaten = new Int32Array(mostRelevant);
  /** For each step of the range of thresholds: how many thresholds are not certainly beaten. */
  const unbeaten = new Int32Array(STEPS);

  /** Fills `places` and `thresholds`; gives their number. */
  function sortRelevants(row: number, scores: Float32Array, start: number): number {
    const first = offsets[row]!;
    const count = offsets[row + 1]! - first;
    for (let i = 0; i < count; i++) {
      const score = scores[start + relevant[first + i]!]!;
      let k = i;
      for (; k > 0 && thresholds[k - 1]! < score; k--) {
        thresholds[k] = thresholds[k - 1]!;
        places[k] = places[k - 1]!;
      }
      thresholds[k] = score;
      places[k] = first + i;
    }
    return count;
  }

  /** Fills `unbeaten`; gives the number of steps per unit of score above the lowest threshold. */
  function tabulate(count: number): number {
    const lowest = thresholds[count - 1]!;
    const scale = (STEPS - 1) / (thresholds[0]! - lowest || 1);
    let step = STEPS - 1;
    for (let k = 0; k < count; k++) {
      const own = stepOf(thresholds[k]!, lowest, scale);
      for (; step > own; step--) unbeaten[step] = k;
    }
    for (; step >= 0; step--) unbeaten[step] = count;
    return scale;
  }

  function countRow(row: number, scores: Float32Array, start: number): void {
    const count = sortRelevants(row, scores, start);
    if (count === 0) return;
    const scale = tabulate(count);
    for (const run of runs) countRun(count, scale, run, scores, start);
  }

  function countRun(count: number, scale: number, run: Run, scores: Float32Array, start: number): void {
    const { language, from, to } = run;
    const lowest = thresholds[count - 1]!;
    beaten.fill(0, 0, count);
    for (let candidate = from; candidate < to; candidate++) {
      const score = scores[start + candidate]!;
      if (score < lowest) continue;
      let k = unbeaten[stepOf(score, lowest, scale)]!;
      while (k > 0 && score > thresholds[k - 1]!) k--;
      if (k < count) beaten[k]!++;
      for (k--; k >= 0 && score === thresholds[k]!; k--) {
        if (candidate < relevant[places[k]!]!) tiedBefore[places[k]! * languages + language]!++;
      }
    }
    let above = 0;
    for (let k = 0; k < count; k++) {
      above += beaten[k]!;
      higher[places[k]! * languages + language]! += above;
    }
  }

  function take(firstRow: number, count: number, counts: ArrayLike<number>): void {
    const from = offsets[firstRow]! * languages;
    const cells = offsets[firstRow + count]! * languages - from;
    for (let cell = 0; cell < cells; cell++) {
      higher[from + cell] = counts[2 * cell]!;
      tiedBefore[from + cell] = counts[2 * cell + 1]!;
    }
  }

  /** Stores the head of the ranking and the best of each language. Every NaN passes through here. */
  function storeHead(row: number, scores: Float32Array, start: number): void {
    for (const { language, from, to } of runs) {
      let leader = best[row * languages + language]!;
      let leading = leader < 0 ? -Infinity : scores[start + leader]!;
      let bar = Math.min(leading, head.bar());
      for (let candidate = from; candidate < to; candidate++) {
        const score = scores[start + candidate]!;
        // Not `score >= bar`: NaN must get through to be found.
        if (score < bar) continue;
        if (Number.isNaN(score)) throw scoreIsNaN(row, candidate);
        if (leader < 0 || score > leading) {
          leader = candidate;
          leading = score;
        }
        head.offer(candidate, score);
        bar = Math.min(leading, head.bar());
      }
      best[row * languages + language] = leader;
    }
    head.drain(top, topScores, row * topK);
  }

  return {
    add(firstRow, count, scores, counts) {
      if (scores.length < count * candidates) {
        throw new RangeError(`${count} rows of ${candidates} scores expected, got ${scores.length} scores`);
      }
      for (let i = 0; i < count; i++) {
        const row = firstRow + i;
        if (counted[row] !== 0)
          throw new RangeError(`row ${row} is none of the request's or was added before`);
        counted[row] = 1;
        storeHead(row, scores, i * candidates);
        if (!counts) countRow(row, scores, i * candidates);
      }
      if (counts) take(firstRow, count, counts);
    },
    table() {
      const missing = counted.indexOf(0);
      if (missing >= 0) throw new Error(`row ${missing} has not been counted`);
      return { ...request, higher, tiedBefore, top, topScores, best };
    },
  };
}

/** Never falls as the score rises, so of two scores on different steps the one on the upper step is the higher. */
function stepOf(score: number, lowest: number, scale: number): number {
  return Math.min(STEPS - 1, (score - lowest) * scale) | 0;
}

/** The error for a score that is not a number: no ranking follows from it. */
export function scoreIsNaN(row: number, candidate: number): IsoglotError {
  return new IsoglotError({
    code: 'not-finite',
    what: `The score of query ${row} and candidate ${candidate} is not a number.`,
    remedy: 'The embeddings are broken: train with a smaller learning rate or take another encoder.',
  });
}

/** The pool in runs of one language each, in its order. */
export function findRuns(languageOf: Int32Array): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < languageOf.length;) {
    const language = languageOf[from]!;
    let to = from + 1;
    while (languageOf[to] === language) to++;
    runs.push({ language, from, to });
    from = to;
  }
  return runs;
}
