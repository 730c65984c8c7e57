/**
 * RankC of one question: how far two rankings agree on their first `candidates` items, the top weighing most
 * (Qi, Fernández & Bisazza, EMNLP 2023, arXiv 2310.10378, eqs 3-5):
 *
 *     sum over j = 1..N of w_j |top_j(a) ∩ top_j(b)| / j,   w = softmax of (N - j)
 *
 * Items are compared by number; both lists hold at least N distinct ones. In [0, 1], 1 = the same first N.
 */
export function rankC(a: ArrayLike<number>, b: ArrayLike<number>, candidates: number): number {
  let shared = 0;
  return weigh(candidates, (j) => {
    // What either adds at place j is shared if the other has it at or before j; lists are short.
    const [ownA, ownB] = [a[j - 1]!, b[j - 1]!];
    for (let i = 0; i < j; i++) if (b[i] === ownA) shared++;
    for (let i = 0; i < j - 1; i++) if (a[i] === ownB) shared++;
    return shared / j;
  });
}

/**
 * RankC to be expected of two independent random rankings of a pool, compared on their first `candidates`: the first
 * j of either share j²/pool items on average, so P@j is j / pool. With the whole pool compared (pool = N), the chance
 * level of the paper's own setting.
 */
export function chanceRankC(candidates: number, pool: number): number {
  return weigh(candidates, (j) => j / pool);
}

/** Of the first places: few heads are longer. */
const WEIGHTS = Array.from({ length: 10 }, (_, i) => Math.exp(-i));

/** Sum of w_j * precision(j), asked for in the order j = 1..N; w = softmax of (N - j), which is that of -j. */
function weigh(candidates: number, precision: (j: number) => number): number {
  let sum = 0;
  let weights = 0;
  for (let j = 1; j <= candidates; j++) {
    const weight = WEIGHTS[j - 1] ?? Math.exp(1 - j);
    sum += weight * precision(j);
    weights += weight;
  }
  return sum / weights;
}
