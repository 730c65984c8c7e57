import { normalTwoSided } from './distributions';

export interface SignedRanks {
  /** Sums of the ranks of |difference|, of the positive and of the negative ones; ties share their mean rank. */
  plus: number;
  minus: number;
  /** Differences that aren't 0: the others are dropped, as Wilcoxon did. */
  nonzero: number;
  /** Two-sided; null where every difference is 0. */
  p: number | null;
}

/** Up to here all 2^n patterns are counted, exactly in double precision; the normal approximation is close beyond. */
const EXACT_UP_TO = 50;

/** Differences that are equal but for rounding have equal ranks. */
const SAME = 1e-12;

/**
 * Wilcoxon's signed-rank test (1945), two-sided. Exact with and without ties up to 50 differences that aren't 0,
 * the normal approximation with its corrections for ties and continuity above.
 */
export function wilcoxonSignedRank(
  differences: readonly number[],
  { exactUpTo = EXACT_UP_TO }: { exactUpTo?: number } = {},
): SignedRanks {
  const nonzero = differences.filter((value) => Math.abs(value) > SAME);
  const { doubled, tieSizes } = rankSizes(nonzero);
  const plus = doubled.reduce((sum, rank, i) => (nonzero[i]! > 0 ? sum + rank : sum), 0) / 2;
  const n = nonzero.length;
  const minus = (n * (n + 1)) / 2 - plus;
  const least = Math.min(plus, minus);
  if (n === 0) return { plus, minus, nonzero: n, p: null };
  const p = n <= exactUpTo ? exactP(doubled, 2 * least) : normalP(n, least, tieSizes);
  return { plus, minus, nonzero: n, p };
}

/** Twice the rank of each |value|, whole numbers even where ties share a rank; and how many values share each. */
function rankSizes(values: readonly number[]): { doubled: number[]; tieSizes: number[] } {
  const order = [...values.keys()].sort((a, b) => Math.abs(values[a]!) - Math.abs(values[b]!));
  const doubled = new Array<number>(values.length).fill(0);
  const tieSizes: number[] = [];
  for (let start = 0; start < order.length;) {
    const size = Math.abs(values[order[start]!]!);
    let end = start + 1;
    while (end < order.length && Math.abs(values[order[end]!]!) - size <= SAME) end++;
    for (let i = start; i < end; i++) doubled[order[i]!] = start + 1 + end;
    tieSizes.push(end - start);
    start = end;
  }
  return { doubled, tieSizes };
}

/** Twice the share of sign patterns whose sum of (doubled) ranks is at most `least`, at most 1. */
function exactP(doubled: readonly number[], least: number): number {
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  const patterns = new Float64Array(total + 1);
  patterns[0] = 1;
  for (const rank of doubled) {
    for (let sum = total; sum >= rank; sum--) patterns[sum]! += patterns[sum - rank]!;
  }
  const tail = patterns.subarray(0, least + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * tail) / 2 ** doubled.length);
}

function normalP(n: number, least: number, tieSizes: readonly number[]): number {
  const ties = tieSizes.reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const distance = Math.max(0, (n * (n + 1)) / 4 - least - 0.5);
  return normalTwoSided(distance / Math.sqrt(variance));
}
