import { z } from 'zod';
import type { Geometry } from '../core/geometry/scoreGeometry';

const byPair = z.record(z.string(), z.number());

/** How the embeddings of a sample of the evaluated queries lie; null where there are too few. */
export const geometry: z.ZodType<Geometry> = z.object({
  /** Queries that were looked at. */
  sample: z.int().min(0),
  /** 0 to 2; 1: directions cancel out. */
  isotropy: z.number().nullable(),
  /** 0 to 4; lower: the same question lies closer in two languages. */
  alignment: z.number().nullable(),
  /** -8 to 0; lower: more even over the sphere. */
  uniformity: z.number().nullable(),
  /** 0 to 2, of two languages, under `de-en`. */
  centroidDistance: byPair,
  /** -1 to 1. */
  silhouette: z.object({ language: z.number().nullable(), domain: z.number().nullable() }),
  /** 0 to 1, of two languages over the questions that both ask. */
  cka: byPair,
});
export type GeometrySummary = z.infer<typeof geometry>;
