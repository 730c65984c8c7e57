import { z } from 'zod';

const share = z.number().min(0).max(1);
const shares = z.object({ queries: share, passages: share });

/** What of the evaluated texts the run trains on (see `core/exposure/exposure.ts`). */
export const exposure = z.object({
  zeroShot: z.object({ data: z.boolean(), languages: z.array(z.string()), domains: z.array(z.string()) }),
  ...shares.shape,
  translations: shares,
  nearDuplicates: z.object({ passages: share, threshold: share, sample: z.int().min(0) }),
  /** Evaluated passages that adaptation can read without their labels; missing where there is none. */
  adapted: z.object({ passages: share }).optional(),
  /** What the encoder was trained on before it was opened is not known here. */
  encoder: z.literal('unknown').default('unknown'),
});
export type Exposure = z.infer<typeof exposure>;
