import { compareCounts, type CountRow } from '../../core/batches/countBatches';
import { addCounts, SWITCHED, type Counts } from '../../core/batches/countBatch';
import type { Expectations, StepEvent } from '../../protocol';

/** The measures that are told; pairs of languages are many, and are summed up. */
export const SHOWN = [
  'kinds',
  'queryLanguages',
  'passageLanguages',
  'domains',
  'dataSets',
  'switched',
] as const;
export type Shown = (typeof SHOWN)[number];

export type DrawnRows = Record<Shown | 'pairs', [name: string, row: CountRow][]>;

/** Batches that the steps took. */
export function batchesIn(steps: readonly StepEvent[]): number {
  return steps.reduce((sum, { batch: { kinds } }) => sum + (kinds ? total(kinds) : 1), 0);
}

/** What the steps of a run have drawn, beside what was asked of so many batches. */
export function drawnRows(steps: readonly StepEvent[], asked: Expectations): DrawnRows {
  const counts: Record<keyof DrawnRows, Counts> = {
    kinds: {},
    pairs: {},
    queryLanguages: {},
    passageLanguages: {},
    domains: {},
    dataSets: {},
    switched: {},
  };
  let pairs = 0;
  for (const { batch } of steps) {
    addCounts(counts.kinds, batch.kinds ?? { [batch.kind]: 1 });
    addCounts(counts.pairs, batch.pairs);
    addCounts(counts.domains, batch.domains ?? {});
    addCounts(counts.dataSets, batch.dataSets ?? {});
    if (batch.switched) addCounts(counts.switched, { [SWITCHED]: batch.switched });
    for (const [name, count] of Object.entries(batch.pairs)) {
      const [query, passage] = languagesOf(name, asked);
      addCounts(counts.queryLanguages, { [query]: count });
      addCounts(counts.passageLanguages, { [passage]: count });
      pairs += count;
    }
  }
  const rows = (measure: keyof DrawnRows) =>
    Object.entries(
      compareCounts(counts[measure], asked[measure], measure === 'kinds' ? total(counts.kinds) : pairs),
    );
  // Steps tell of data sets only where there are several, and of domains only since they count them.
  const isTold = (measure: keyof DrawnRows) =>
    (measure !== 'dataSets' && measure !== 'domains') || Object.keys(counts[measure]).length > 0;
  return Object.fromEntries(
    [...SHOWN, 'pairs' as const].map((measure) => [measure, isTold(measure) ? rows(measure) : []]),
  ) as DrawnRows;
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The two languages of `query-passage`: codes have hyphens themselves. */
function languagesOf(name: string, { queryLanguages }: Expectations): [query: string, passage: string] {
  const query =
    Object.keys(queryLanguages).find((code) => name.startsWith(`${code}-`)) ?? name.split('-')[0]!;
  return [query, name.slice(query.length + 1)];
}
