import { groupBy } from '../groupBy';
import type { RankTable } from '../rankTable';
import { overLanguages } from './languageMeans';
import { scorePassageConsistency } from './passageConsistency';
import { chanceRankC, rankC } from './rankC';
import { headCorrelation } from './rankCorrelation';
import { mean } from './rankMetrics';
import { headOf } from './ranks';
import { languageOf, pairKey, type RowLabels } from './rows';
import type { ConsistencyScores, RankCorrelation } from './scoreTypes';

/** Rows of the same question in two languages. */
type RowPair = readonly [number, number];

/**
 * Consistency between languages: the same question in two languages ranks one and the same pool; mean RankC of the
 * two heads over the questions that both languages have. N = 10, or the pool if smaller. Symmetric, and given under
 * both `en-de` and `de-en`. (RankC on a fixed pool is an adaptation: the paper ranks answers in each language;
 * `passages` is nearer to it.) `mrc`: Spearman correlation of the same two heads.
 */
export function scoreConsistency(table: RankTable, labels: RowLabels): ConsistencyScores {
  const pool = table.candidatePassage.length;
  const candidates = Math.min(10, pool);
  const questions = groupBy(table.queries.keys(), (row) => labels.group[row]!);
  const pairs = [...questions.values()].flatMap((rows) => languagePairs(table, rows));
  const byLanguages = groupBy(
    pairs,
    ([x, y]) => table.queryLanguage[x]! * table.languages.length + table.queryLanguage[y]!,
  );
  const lists = [...byLanguages.values()];
  const heads = Array.from(table.queries, (_, row) => headOf(table, row, candidates));
  return {
    rankC: meansOf(table, lists, ([x, y]) => rankC(heads[x]!, heads[y]!, candidates)),
    candidates,
    chance: chanceRankC(candidates, pool),
    passages: scorePassageConsistency(table, pairs),
    mrc: correlationOf(table, lists, heads, candidates),
  };
}

/**
 * MRC@k (arXiv 2509.06195): per language the mean over the pairs with each other language, and the mean over
 * languages.
 */
function correlationOf(
  table: RankTable,
  lists: RowPair[][],
  heads: Int32Array[],
  cutoff: number,
): RankCorrelation {
  const correlations = meansOf(table, lists, ([x, y]) => headCorrelation(heads[x]!, heads[y]!));
  const perLanguage: Record<string, number> = {};
  for (const x of table.languages) {
    const own = table.languages.flatMap((y) => correlations[pairKey(x, y)] ?? []);
    if (own.length > 0) perLanguage[x] = mean(own);
  }
  return { cutoff, pairs: correlations, ...overLanguages(perLanguage) };
}

/** Mean over the pairs of rows by language pair, under both keys. `lists`: of one pair of languages each, in its order. */
function meansOf(
  table: RankTable,
  lists: RowPair[][],
  valueOf: (pair: RowPair) => number,
): Record<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const list of lists) {
    const sum = list.reduce((total, pair) => total + valueOf(pair), 0);
    const [x, y] = list[0]!.map((row) => languageOf(table, row)) as [string, string];
    for (const name of [pairKey(x, y), pairKey(y, x)]) {
      const known = sums.get(name);
      sums.set(name, { sum: (known?.sum ?? 0) + sum, count: (known?.count ?? 0) + list.length });
    }
  }
  return Object.fromEntries([...sums].map(([name, { sum, count }]) => [name, sum / count]));
}

/** Pairs of rows in different languages, each once. */
function languagePairs(table: RankTable, rows: number[]): RowPair[] {
  const pairs: RowPair[] = [];
  for (const [i, x] of rows.entries()) {
    for (let j = i + 1; j < rows.length; j++)
      if (table.queryLanguage[x] !== table.queryLanguage[rows[j]!]) pairs.push([x, rows[j]!]);
  }
  return pairs;
}
