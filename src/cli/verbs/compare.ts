import { z } from 'zod';
import { FURTHER_METRICS } from '../../core/metrics/furtherPerQuery';
import { IsoglotError } from '../../core/errors';
import { compareResults } from '../../experiment/compareResults';
import { comparisonMarkdown } from '../../io/export/comparisonTable';
import { comparing } from '../comparing';
import { commaList, parseOptions } from '../options';
import type { ProgressLine } from '../progress';
import { readResult } from '../readResult';
import { requireWritable, writeResult, writeText } from '../writeResult';

const schema = z.object({
  ...comparing,
  json: z.boolean().default(false),
  metrics: commaList.pipe(z.array(z.enum(['map', ...FURTHER_METRICS]))),
  out: z.string().optional(),
});

/** Two results: differences and their significance, as Markdown or, with `--json`, as JSON. */
export async function compareVerb(args: string[], progress: ProgressLine): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { positionals, json, out, ...options } = parseOptions(
    args,
    { anyway: flag, json: flag, level: text, metrics: text, rounds: text, seed: text, out: text },
    schema,
    true,
  );
  if (positionals.length !== 2) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `compare takes two results, not ${positionals.length}.`,
      remedy: 'Write: npm run -s isoglot -- compare A.json B.json',
    });
  }
  const [a, b] = [await readResult(positionals[0]!), await readResult(positionals[1]!)];
  if (out !== undefined) await requireWritable(out);
  const comparison = compareResults(a, b, options);
  for (const warning of comparison.warnings) progress.say(`warning: ${warning}`);
  if (json) return writeResult(comparison, out);
  const markdown = comparisonMarkdown(comparison);
  if (out === undefined) process.stdout.write(markdown);
  else await writeText(out, markdown);
}
