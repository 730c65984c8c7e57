import { groupBy } from '../groupBy';
import type { RankTable } from '../rankTable';
import { mean } from './rankMetrics';
import { headOf } from './ranks';
import { languageOf, pairKey, type RowLabels } from './rows';
import type { ConsistencyScores } from './scoreTypes';

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
    const [x, y] = [a[j - 1]!, b[j - 1]!];
    if (x === y) shared++;
    else shared += (isAmong(x, b, j - 1) ? 1 : 0) + (isAmong(y, a, j - 1) ? 1 : 0);
    return shared / j;
  });
}

/** Whether an item is one of the first `count` of a list. */
function isAmong(item: number, list: ArrayLike<number>, count: number): boolean {
  for (let i = 0; i < count; i++) if (list[i] === item) return true;
  return false;
}

/**
 * RankC to be expected of two independent random rankings of a pool, compared on their first `candidates`: the first
 * j of either share j²/pool items on average, so P@j is j / pool. With the whole pool compared (pool = N), the chance
 * level of the paper's own setting.
 */
export function chanceRankC(candidates: number, pool: number): number {
  return weigh(candidates, (j) => j / pool);
}

/** Sum of w_j * precision(j), asked for in the order j = 1..N; w = softmax of (N - j), which is that of -j. */
function weigh(candidates: number, precision: (j: number) => number): number {
  let sum = 0;
  let weights = 0;
  for (let j = 1; j <= candidates; j++) {
    const weight = Math.exp(1 - j);
    sum += weight * precision(j);
    weights += weight;
  }
  return sum / weights;
}

/**
 * Consistency between languages: the same question in two languages ranks one and the same pool; mean RankC of the
 * two heads over the questions that both languages have. N = 10, or the pool if smaller. Symmetric, and given under
 * both `en-de` and `de-en`. (RankC on a fixed pool is an adaptation: the paper ranks answers in each language.)
 */
export function scoreConsistency(table: RankTable, labels: RowLabels): ConsistencyScores {
  const pool = table.candidatePassage.length;
  const candidates = Math.min(10, pool);
  const questions = groupBy(table.queries.keys(), (row) => labels.group[row]!);
  const agreements = new Map<string, number[]>();
  for (const [x, y] of [...questions.values()].flatMap((rows) => languagePairs(table, rows))) {
    const agreement = rankC(headOf(table, x, candidates), headOf(table, y, candidates), candidates);
    for (const [from, to] of [[x, y] as const, [y, x] as const]) {
      const key = pairKey(languageOf(table, from), languageOf(table, to));
      const list = agreements.get(key);
      if (list) list.push(agreement);
      else agreements.set(key, [agreement]);
    }
  }
  return {
    rankC: Object.fromEntries([...agreements].map(([key, list]) => [key, mean(list)])),
    candidates,
    chance: chanceRankC(candidates, pool),
  };
}

type RowPair = readonly [number, number];

/** Pairs of rows in different languages, each once. */
function languagePairs(table: RankTable, rows: number[]): RowPair[] {
  return rows.flatMap((x, i) =>
    rows
      .slice(i + 1)
      .filter((y) => table.queryLanguage[x] !== table.queryLanguage[y])
      .map((y) => [x, y] as const),
  );
}
