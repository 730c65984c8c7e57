import type { Corpus } from '../corpus';
import type { Batch } from './batch';
import { branchAt, composeBatch } from './composeBatch';
import type { Composition } from './composition';
import { addCounts, countBatch, PAIR_MEASURES, type Counts } from './countBatch';
import type { BatchMeasure, Expectation, Expectations } from './expectedCounts';
import type { PairPool } from './pairPool';
import type { PairMeasure } from './countBatch';

export type DrawnCounts = Record<PairMeasure | BatchMeasure, Counts>;

/** Draws the first `batches` batches and counts them. @param see hears of each batch. */
export function countBatches(
  corpus: Pick<Corpus, 'queries'>,
  pool: PairPool,
  composition: Composition & { seed: number },
  batches: number,
  see: (batch: Batch) => void = () => undefined,
): DrawnCounts {
  const drawn = emptyCounts();
  for (let draw = 0; draw < batches; draw++) {
    const batch = composeBatch(pool, composition, composition.seed, draw);
    const counts = countBatch(corpus, batch);
    for (const measure of PAIR_MEASURES) addCounts(drawn[measure], counts[measure]);
    addCounts(drawn.kinds, { [batch.kind]: 1 });
    addCounts(drawn.branches, { [branchAt(composition, composition.seed, draw)]: 1 });
    see(batch);
  }
  return drawn;
}

export function emptyCounts(): DrawnCounts {
  const empty = { kinds: {}, branches: {} };
  return { ...empty, ...Object.fromEntries(PAIR_MEASURES.map((measure) => [measure, {}])) } as DrawnCounts;
}

/** What was drawn beside what was asked. */
export interface CountRow {
  drawn: number;
  /** Of all pairs or batches, in [0, 1]. */
  share: number;
  /** The share that was asked for. */
  asked: number;
  /** Central 99.9 % interval of the count. */
  low: number;
  high: number;
  inside: boolean;
}

/** Rows by name, sorted: all that was asked for or drawn. @param all pairs or batches counted, above 0 */
export function compareCounts(
  drawn: Counts,
  asked: Expectations[keyof Expectations],
  all: number,
): Record<string, CountRow> {
  const nothing: Expectation = { share: 0, low: 0, high: 0 };
  const names = [...new Set([...Object.keys(asked), ...Object.keys(drawn)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const count = drawn[name] ?? 0;
      const { share, low, high } = asked[name] ?? nothing;
      return [
        name,
        { drawn: count, share: count / all, asked: share, low, high, inside: count >= low && count <= high },
      ];
    }),
  );
}
