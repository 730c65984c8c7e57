import { z } from 'zod';

/** Options of the verbs that test differences between results. */
export const comparing = {
  anyway: z.boolean().default(false),
  level: z.coerce.number().min(0.5).max(0.9999).default(0.95),
  rounds: z.coerce.number().int().min(100).max(1_000_000).default(10_000),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 32)
    .default(1),
};
