import { chiSquareTail } from '../statistics/distributions';
import type { RankTable } from '../rankTable';
import { meansByLanguage } from './languageMeans';
import { headOf, placesOf, ranksInPool } from './ranks';
import type { RowsByLanguage } from './rows';
import type { PeerScores } from './scoreTypes';

/** Longest head that is looked at. */
const CUTOFF = 100;

/** The ranks of one level's passages by language number, as far as the test needs them. */
export interface RankSums {
  /** Ranks within the cutoff: how many, and their sum. */
  count: Float64Array;
  sum: Float64Array;
  /** Relevant passages beyond the cutoff. */
  missing: Float64Array;
  /** Sum of the squares of all ranks within the cutoff. */
  squares: number;
}

/**
 * PEER (Yang et al., SIGIR 2024, arXiv 2405.00978, as `peer_measure` computes it): the probability that passages of
 * one relevance level have the same expected rank in all languages. Per query and level, the Kruskal-Wallis p of the
 * ranks in the first `cutoff`, grouped by language; 1 = fair. `level0`: the irrelevant passages among the first.
 * `relevant`: the relevant ones, grade by grade, mean over a query's grades.
 *
 * With one relevant passage for each language H is n - 1 whatever the ranking, so that `relevant` says nothing
 * (`degenerate`) but for passages beyond the cutoff; read `level0` then.
 */
export function scorePeer(table: RankTable, rows: RowsByLanguage): PeerScores {
  const cutoff = Math.min(CUTOFF, table.topK, table.candidatePassage.length);
  const sums = emptySums(table.languages.length);
  /** The row for which a candidate was last marked as relevant. */
  const relevantTo = new Int32Array(table.candidatePassage.length).fill(-1);
  let degenerate = true;
  const relevant = meansByLanguage(rows, (row) => {
    const grades = gradesOf(table, row);
    let p = 0;
    for (const grade of grades) {
      addRelevant(table, row, cutoff, grade, sums);
      degenerate &&= sums.count.every((count, language) => count + sums.missing[language]! <= 1);
      p += equalRanksP(sums);
      clear(sums);
    }
    return p / grades.size;
  });
  const level0 = meansByLanguage(rows, (row) => {
    for (let place = table.offsets[row]!; place < table.offsets[row + 1]!; place++) {
      relevantTo[table.relevant[place]!] = row;
    }
    const head = headOf(table, row, cutoff);
    for (let i = 0; i < head.length; i++) {
      if (relevantTo[head[i]!] !== row) addRank(sums, table.candidateLanguage[head[i]!]!, i + 1);
    }
    const p = equalRanksP(sums);
    clear(sums);
    return p;
  });
  return { level0, relevant, cutoff, degenerate };
}

const ONE = new Set([1]);

function gradesOf({ grades, offsets }: RankTable, row: number): Set<number> {
  return grades ? new Set(grades.subarray(offsets[row], offsets[row + 1])) : ONE;
}

function addRelevant(table: RankTable, row: number, cutoff: number, grade: number, sums: RankSums): void {
  const places = placesOf(table, row);
  const ranks = ranksInPool(table, row);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    if ((table.grades?.[place] ?? 1) !== grade) continue;
    const rank = ranks[i]!;
    addRank(sums, table.candidateLanguage[table.relevant[place]!]!, rank <= cutoff ? rank : null);
  }
}

export function emptySums(languages: number): RankSums {
  return {
    count: new Float64Array(languages),
    sum: new Float64Array(languages),
    missing: new Float64Array(languages),
    squares: 0,
  };
}

/** @param rank null beyond the cutoff */
export function addRank(sums: RankSums, language: number, rank: number | null): void {
  if (rank === null) sums.missing[language]!++;
  else {
    sums.count[language]!++;
    sums.sum[language]! += rank;
    sums.squares += rank * rank;
  }
}

function clear(sums: RankSums): void {
  sums.count.fill(0);
  sums.sum.fill(0);
  sums.missing.fill(0);
  sums.squares = 0;
}

/**
 * Kruskal-Wallis p of raw ranks. As `peer_measure` has it, passages beyond the cutoff share one rank, (2m + u + 1)/2
 * with u of them among m of the level; and nothing retrieved or a single language counts as fair. So do ranks that
 * are all the same, of which `peer_measure` makes no number.
 */
export function equalRanksP({ count, sum, missing, squares }: RankSums): number {
  const unretrieved = missing.reduce((a, b) => a + b, 0);
  const all = count.reduce((a, b) => a + b, unretrieved);
  const shared = (2 * all + unretrieved + 1) / 2;
  let groups = 0;
  let total = 0;
  let between = 0;
  for (let language = 0; language < count.length; language++) {
    const size = count[language]! + missing[language]!;
    if (size === 0) continue;
    const own = sum[language]! + missing[language]! * shared;
    groups++;
    total += own;
    between += (own * own) / size;
  }
  // Both sums of squares times their number: whole quarters, so that equal ranks give exactly 0.
  const spread = all * (squares + unretrieved * shared * shared) - total * total;
  if (unretrieved === all || groups < 2 || spread === 0) return 1;
  const h = ((all - 1) * (all * between - total * total)) / spread;
  return chiSquareTail(Math.max(0, h), groups - 1);
}
