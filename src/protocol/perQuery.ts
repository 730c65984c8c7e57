import { z } from 'zod';
import { FURTHER_METRICS } from '../core/metrics/furtherPerQuery';
import type { PerQueryScores } from '../core/metrics/perQuery';

const unit = z
  .number()
  .min(0)
  .max(1 + 1e-9);

const further = (value: z.ZodNumber) =>
  z.object({
    inLanguage: z.record(z.string(), z.array(value.nullable())),
    multilingual: z.array(value.nullable()),
  });

const queryScores = z
  .object({
    queries: z.array(z.string()),
    questions: z.array(z.string()),
    averagePrecision: z.record(z.string(), z.array(unit.nullable())),
    multilingual: z.array(unit),
    further: z
      .object({
        'ndcg@10': further(unit),
        'mrr@10': further(unit),
        'recall@1': further(unit),
        'hit@1': further(unit),
        rankDistance: further(z.number().min(0)),
      })
      .partial()
      .optional(),
  })
  .superRefine(({ queries, questions, averagePrecision, multilingual, further = {} }, context) => {
    const lists: [string, unknown[]][] = Object.entries({ questions, multilingual, ...averagePrecision });
    for (const metric of FURTHER_METRICS) {
      const { inLanguage, multilingual: pooled } = further[metric] ?? {};
      for (const list of [...Object.values(inLanguage ?? {}), ...(pooled ? [pooled] : [])]) {
        lists.push([metric, list]);
      }
    }
    for (const [name, list] of lists) {
      if (list.length === queries.length) continue;
      const message = `It has ${list.length} entries (${name}) for ${queries.length} queries`;
      context.addIssue({ code: 'custom', path: [], message });
    }
  });

/** Average precision and further measures of every query, by query language: what two results are compared by. */
export const perQuery: z.ZodType<PerQueryScores> = z.record(z.string(), queryScores);
