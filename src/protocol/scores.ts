import { z } from 'zod';

/** All metrics lie in [0, 1] unless said otherwise; all means are plain means over languages or pairs. */
const unit = z
  .number()
  .min(0)
  .max(1 + 1e-9);
const byLanguage = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

const oneRelevant = z.object({
  map: unit,
  'mrr@10': unit,
  'recall@1': unit,
  'ndcg@10': unit,
  queries: z.int(),
});
const manyRelevant = z.object({ map: unit, 'recall@10': unit, 'ndcg@10': unit, queries: z.int() });

/**
 * Rank distance per query language and its plain mean over them, null where no query has two relevant passages;
 * floor = relevants - 1, no ceiling but the pool.
 */
const rankDistance = z.object({
  mean: z.number().min(0).nullable(),
  perLanguage: byLanguage(z.number().min(0)),
});

const languageBias = z.object({
  rankDistance,
  /** Share of each passage language in the top 10, per query language; rows sum to 1. */
  'languageShare@10': byLanguage(byLanguage(unit)),
  /** Pair score in the one-language pool less the same target's reciprocal rank in the mixed pool. */
  oracleGap: byLanguage(z.number()),
  /** Share of queries whose best-ranked relevant passage is in the query's own language. */
  languagePreference: z.object({ perLanguage: byLanguage(unit) }),
});

const groups = z.object({
  monolingual: z.object({ map: unit.nullable(), perLanguage: byLanguage(oneRelevant) }),
  /** Pair `en-de`: English queries, German passages. */
  crosslingual: z.object({ map: unit.nullable(), pairs: byLanguage(oneRelevant) }),
  multilingual: z.object({ map: unit.nullable(), perLanguage: byLanguage(manyRelevant) }),
  /** The full pool with the query's other relevant passages taken out. */
  strong: z.object({ pairs: byLanguage(z.object({ mrr: unit })) }),
  languageBias,
});

export const scores = groups.extend({
  /** RankC over the top `candidates` of one fixed pool, with its chance level. */
  consistency: z.object({ rankC: byLanguage(unit), candidates: z.int(), chance: unit }),
  /** The same groups over the queries of one domain, ranked in the same pool. */
  domains: byLanguage(groups),
});
export type Scores = z.infer<typeof scores>;
export type ScoreGroups = z.infer<typeof groups>;
