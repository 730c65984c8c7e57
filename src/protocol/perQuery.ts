import { z } from 'zod';
import type { PerQueryScores } from '../core/metrics/perQuery';

const unit = z
  .number()
  .min(0)
  .max(1 + 1e-9);

const queryScores = z
  .object({
    queries: z.array(z.string()),
    questions: z.array(z.string()),
    averagePrecision: z.record(z.string(), z.array(unit.nullable())),
    multilingual: z.array(unit),
  })
  .superRefine(({ queries, questions, averagePrecision, multilingual }, context) => {
    const lists = { questions, multilingual, ...averagePrecision };
    for (const [name, list] of Object.entries(lists)) {
      if (list.length === queries.length) continue;
      const message = `It has ${list.length} entries (${name}) for ${queries.length} queries`;
      context.addIssue({ code: 'custom', path: [], message });
    }
  });

/** Average precision of every query, by query language: what two results are compared by. */
export const perQuery: z.ZodType<PerQueryScores> = z.record(z.string(), queryScores);
