import { createHash } from 'node:crypto';
import { z } from 'zod';
import { composeBatch, countPairs } from '../../core/batches/composeBatch';
import { trainingPairs } from '../../experiment/trainingPairs';
import { openData } from '../open';
import { parseOptions } from '../options';
import type { ProgressLine } from '../progress';
import { readConfiguration } from '../readConfiguration';
import { writeResult } from '../writeResult';

const schema = z.object({
  config: z.string(),
  count: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  out: z.string().optional(),
});

/** Draws the first N batches of a configuration and counts what was drawn. */
export async function batchesVerb(args: string[], progress: ProgressLine): Promise<void> {
  const text = { type: 'string' } as const;
  const options = parseOptions(args, { config: text, count: text, out: text }, schema);
  const configuration = await readConfiguration(options.config);
  const data = await openData(configuration.data, configuration.format, progress);
  const pool = trainingPairs({ data }, configuration);
  const kinds = { mono: 0, cross: 0, mixed: 0 };
  const pairs: Record<string, number> = {};
  const digest = createHash('sha256');
  for (let step = 0; step < options.count; step++) {
    const batch = composeBatch(pool, configuration, configuration.seed, step);
    kinds[batch.kind]++;
    for (const [pair, n] of Object.entries(countPairs(batch))) pairs[pair] = (pairs[pair] ?? 0) + n;
    digest.update(Int32Array.from(batch.pairs.flatMap(({ query, passage }) => [query, passage])));
  }
  const sorted = Object.fromEntries(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1)));
  const count = options.count;
  await writeResult(
    { schema: 'isoglot/batches@1', count, kinds, pairs: sorted, sha256: digest.digest('hex') },
    options.out,
  );
}
