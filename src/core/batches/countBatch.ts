import type { Corpus } from '../corpus';
import { countBy } from '../countBy';
import type { Batch, BatchKind } from './batch';

/** What pairs are counted by; data sets by their number, `switched` under one name. */
export const PAIR_MEASURES = [
  'pairs',
  'queryLanguages',
  'passageLanguages',
  'domains',
  'dataSets',
  'switched',
] as const;
export type PairMeasure = (typeof PAIR_MEASURES)[number];

/** Counts by name. */
export type Counts = Record<string, number>;

/** The name under which switched queries are counted. */
export const SWITCHED = 'switched';

/** How many pairs there are of each language pair, language, domain and data set, and how many are switched. */
export function countBatch(
  { queries }: Pick<Corpus, 'queries'>,
  { pairs }: Pick<Batch, 'pairs'>,
): Record<PairMeasure, Counts> {
  return {
    pairs: countBy(pairs, ({ queryLanguage, passageLanguage }) => `${queryLanguage}-${passageLanguage}`),
    queryLanguages: countBy(pairs, ({ queryLanguage }) => queryLanguage),
    passageLanguages: countBy(pairs, ({ passageLanguage }) => passageLanguage),
    domains: countBy(pairs, ({ query }) => queries[query]!.domain),
    dataSets: countBy(pairs, ({ query }) => String(queries[query]!.dataSet ?? 0)),
    switched: countBy(
      pairs.filter((pair) => pair.switch),
      () => SWITCHED,
    ),
  };
}

/**
 * What is told of the batches of a step, taken together: counts that say nothing where there is one data set, one batch or
 * no switching are left out.
 */
export function stepCounts(corpus: Pick<Corpus, 'queries'>, batches: readonly Batch[]) {
  const kinds = countBy(batches, ({ kind }) => kind);
  const [kind, ...others] = Object.keys(kinds) as BatchKind[];
  const all = { pairs: batches.flatMap((batch) => batch.pairs) };
  const { pairs, domains, dataSets, switched } = countBatch(corpus, all);
  return {
    kind: others.length === 0 ? kind! : ('mixed' as const),
    ...(batches.length > 1 && { kinds }),
    pairs,
    domains,
    ...(Object.keys(dataSets).some((number) => number !== '0') && { dataSets }),
    ...(switched[SWITCHED] !== undefined && { switched: switched[SWITCHED] }),
  };
}

/** Adds counts to a sum of such. */
export function addCounts(sum: Counts, counts: Counts): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
}
