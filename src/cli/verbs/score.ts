import { z } from 'zod';
import { parseQrels, parseRun } from '../../core/trec/parse';
import { scoreRun } from '../../core/trec/scoreRun';
import { readTextFile } from '../../io/nodeFiles';
import { commaList, parseOptions } from '../options';
import { writeResult } from '../writeResult';

const schema = z.object({
  run: z.string(),
  qrels: z.string(),
  metrics: commaList,
  'per-query': z.boolean().default(false),
  complete: z.boolean().default(false),
  'judged-only': z.boolean().default(true),
  out: z.string().optional(),
});

const DEFAULT_METRICS = ['map', 'ndcg@10', 'mrr@10', 'recall@10'];

/** Metrics of a TREC run without a model, by trec_eval's rules. */
export async function scoreVerb(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = parseOptions(
    args,
    {
      run: text,
      qrels: text,
      metrics: text,
      'per-query': flag,
      complete: flag,
      'judged-only': flag,
      out: text,
    },
    schema,
  );
  const run = parseRun(await readTextFile(options.run), options.run);
  const qrels = parseQrels(await readTextFile(options.qrels), options.qrels);
  const metrics = options.metrics.length > 0 ? options.metrics : DEFAULT_METRICS;
  const { mean, queries } = scoreRun(run, qrels, metrics, { complete: options.complete });
  const perQuery = options['per-query'] ? { queries } : {};
  await writeResult({ schema: 'isoglot/score@1', mean, ...perQuery }, options.out);
}
