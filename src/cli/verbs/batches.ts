import { createHash } from 'node:crypto';
import { z } from 'zod';
import { compareCounts, countBatches, type CountRow } from '../../core/batches/countBatches';
import { expectedCounts, type BatchMeasure } from '../../core/batches/expectedCounts';
import { PAIR_MEASURES, SWITCHED, type Counts, type PairMeasure } from '../../core/batches/countBatch';
import { trainingPairs } from '../../experiment/trainingPairs';
import { openAllData } from '../open';
import { parseOptions } from '../options';
import type { ProgressLine } from '../progress';
import { readConfiguration } from '../readConfiguration';
import { writeResult } from '../writeResult';

const schema = z.object({
  config: z.string(),
  count: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  out: z.string().optional(),
});

/** Draws the first N batches of a configuration and counts what was drawn, beside what was asked. */
export async function batchesVerb(args: string[], progress: ProgressLine): Promise<void> {
  const text = { type: 'string' } as const;
  const options = parseOptions(args, { config: text, count: text, out: text }, schema);
  const configuration = await readConfiguration(options.config);
  const { data } = await openAllData(configuration, progress);
  const pool = trainingPairs({ data }, configuration);
  const { count } = options;
  const digest = createHash('sha256');
  const drawn = countBatches(data.corpus, pool, configuration, count, ({ pairs }) =>
    digest.update(Int32Array.from(pairs.flatMap(({ query, passage }) => [query, passage]))),
  );
  const asked = expectedCounts(pool, configuration, count);
  const compared = (measure: PairMeasure | BatchMeasure, all: number) =>
    compareCounts(drawn[measure], asked[measure], all);
  const pairs = count * configuration.batchSize;
  const ofPairs = Object.fromEntries(PAIR_MEASURES.map((measure) => [measure, compared(measure, pairs)]));
  const { switched, ...rest } = ofPairs as Record<PairMeasure, Record<string, CountRow>>;
  await writeResult(
    {
      schema: 'isoglot/batches@1',
      count,
      kinds: { mono: 0, cross: 0, ...drawn.kinds },
      pairs: sorted(drawn.pairs),
      sha256: digest.digest('hex'),
      counts: {
        kinds: compared('kinds', count),
        branches: compared('branches', count),
        ...rest,
        switched: switched[SWITCHED] ?? null,
      },
    },
    options.out,
  );
}

function sorted(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
