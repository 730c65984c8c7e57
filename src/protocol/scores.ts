import { z } from 'zod';

/** All metrics lie in [0, 1] unless said otherwise; all means are plain means over languages or pairs. */
const unit = z
  .number()
  .min(0)
  .max(1 + 1e-9);
const correlation = z
  .number()
  .min(-1 - 1e-9)
  .max(1 + 1e-9);
const byLanguage = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

/** Fields that results of older versions lack are optional. */
const cell = {
  map: unit,
  'map@20': unit.optional(),
  'mrr@10': unit.optional(),
  'ndcg@10': unit,
  'recall@1': unit.optional(),
  'recall@5': unit.optional(),
  'recall@10': unit.optional(),
  'recall@100': unit.optional(),
  'precision@1': unit.optional(),
  'precision@5': unit.optional(),
  'precision@10': unit.optional(),
  'hit@1': unit.optional(),
  'hit@10': unit.optional(),
  /** Queries that were scored. */
  queries: z.int().min(0),
};
const oneRelevant = z.object({ ...cell, 'mrr@10': unit, 'recall@1': unit });
const manyRelevant = z.object({ ...cell, 'recall@10': unit });

/**
 * Rank distance per query language and its plain mean over them, null where no query has two relevant passages;
 * floor = relevants - 1, no ceiling but the pool.
 */
const rankDistance = z.object({
  mean: z.number().min(0).nullable(),
  perLanguage: byLanguage(z.number().min(0)),
  /** Means of the same kind of relevants - 1, and of what a random ranking gives, (N + 1)(R - 1)/(R + 1). */
  floor: z.number().min(0).nullable().optional(),
  chance: z.number().min(0).nullable().optional(),
});

/** A mean over query languages, null without any. */
const perQueryLanguage = z.object({ mean: unit.nullable(), perLanguage: byLanguage(unit) });

const languageBias = z.object({
  rankDistance,
  /** Share of each passage language in the top 10, per query language; rows sum to 1. */
  'languageShare@10': byLanguage(byLanguage(unit)),
  /** Pair score in the one-language pool less the same target's reciprocal rank in the mixed pool. */
  oracleGap: byLanguage(z.number()),
  /** Share of queries whose best-ranked relevant passage is in the query's own language. */
  languagePreference: z.object({ perLanguage: byLanguage(unit) }),
  /** Share of each passage language in the relevant sets, per query language; rows sum to 1. */
  relevantShare: byLanguage(byLanguage(unit)).optional(),
  /** Share of each language in the pool. */
  poolShare: byLanguage(unit).optional(),
  /**
   * Share of (query, relevant passage in another language, irrelevant one in the query's language) whose irrelevant
   * passage scores higher.
   */
  violationRate: perQueryLanguage.optional(),
  /** Recall within the first 20 of the relevant passages in other languages than the query's. */
  'targetRecall@20': perQueryLanguage.optional(),
  /** PEER of the irrelevant passages among the first `cutoff`, and of the relevant ones; 1 = fair. */
  peer: z
    .object({
      level0: perQueryLanguage,
      relevant: perQueryLanguage,
      cutoff: z.int().min(1),
      /** No query has two relevant passages in one language: `relevant` is then the same whatever the ranking. */
      degenerate: z.boolean(),
    })
    .optional(),
});

const strongCell = z.object({
  mrr: unit,
  'recall@1': unit.optional(),
  'recall@10': unit.optional(),
  queries: z.int().min(0).optional(),
});

const groups = z.object({
  monolingual: z.object({ map: unit.nullable(), perLanguage: byLanguage(oneRelevant) }),
  /** Pair `en-de`: English queries, German passages. */
  crosslingual: z.object({ map: unit.nullable(), pairs: byLanguage(oneRelevant) }),
  multilingual: z.object({ map: unit.nullable(), perLanguage: byLanguage(manyRelevant) }),
  /** The full pool with the query's other relevant passages taken out. */
  strong: z.object({ pairs: byLanguage(strongCell) }),
  languageBias,
});

const consistency = z.object({
  /** RankC over the top `candidates` of one fixed pool, with its chance level. */
  rankC: byLanguage(unit),
  candidates: z.int().min(0),
  chance: unit,
  /**
   * RankC over parallel relevant passages, which each language ranks in its own pool; `candidates` and `chance` are
   * means over the compared questions, null without any.
   */
  passages: z
    .object({
      rankC: byLanguage(unit),
      candidates: z.number().min(0).nullable(),
      chance: unit.nullable(),
    })
    .optional(),
  /** Spearman correlation, in [-1, 1], of the top `cutoff` of two languages in one fixed pool. */
  mrc: z
    .object({
      cutoff: z.int().min(1),
      pairs: byLanguage(correlation),
      perLanguage: byLanguage(correlation),
      mean: correlation.nullable(),
    })
    .optional(),
});

/** Of the maps of several languages, pairs or domains; null of fewer than two. */
const spread = z
  .object({
    /** Best less worst. */
    range: unit,
    /** Standard deviation over the groups (divided by their number). */
    deviation: unit,
    worst: z.object({ name: z.string(), value: unit }),
    best: z.object({ name: z.string(), value: unit }),
  })
  .nullable();
const spreads = z.object({ monolingual: spread, crosslingual: spread, multilingual: spread });

export const scores = groups.extend({
  consistency,
  spread: z.object({ languages: spreads, domains: spreads }).optional(),
  /** The same groups over the queries of one domain, ranked in the same pool. */
  domains: byLanguage(groups),
});
export type Scores = z.infer<typeof scores>;
export type ScoreGroups = z.infer<typeof groups>;
export type Spread = z.infer<typeof spread>;
