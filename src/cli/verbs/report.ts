import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import type { NamedResult } from '../../experiment/compareResults';
import { distinctNames, reportResults } from '../../experiment/reportResults';
import { reportCsv } from '../../io/export/report/csv';
import { cubeCsv } from '../../io/export/report/cube';
import { reportHtml } from '../../io/export/report/html';
import { reportLatex } from '../../io/export/report/latex';
import { reportMarkdown } from '../../io/export/report/markdown';
import { comparing } from '../comparing';
import { parseOptions } from '../options';
import { readResult } from '../readResult';
import { requireWritable, writeText } from '../writeResult';

const schema = z.object({
  format: z.enum(['md', 'csv', 'csv-long', 'latex', 'html']).default('md'),
  published: z.boolean().default(false),
  ...comparing,
  out: z.string().optional(),
});

/** Results side by side, as tables in one of several formats. */
export async function reportVerb(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { positionals, format, out, ...options } = parseOptions(
    args,
    { format: text, published: flag, anyway: flag, level: text, rounds: text, seed: text, out: text },
    schema,
    true,
  );
  const results: NamedResult[] = [];
  for (const file of positionals) results.push(await readResult(file));
  const [first, ...others] = results;
  if (!first) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: 'report takes one result or more, not none.',
      remedy: 'Write: npm run -s isoglot -- report A.json',
    });
  }
  if (out !== undefined) await requireWritable(out);
  const report = reportResults([first, ...others], options);
  const names = distinctNames(results.map((one) => [one]));
  const named = results.map(({ result }, number) => ({ name: names[number]!, result }));
  const written = {
    md: () => reportMarkdown(report),
    csv: () => reportCsv(report),
    'csv-long': () => cubeCsv(named),
    latex: () => reportLatex(report),
    html: () => reportHtml(report, named),
  }[format]();
  if (out === undefined) process.stdout.write(written);
  else await writeText(out, written);
}
