/** What the metrics give: the `scores` of a result. All in [0, 1] unless said otherwise; unrounded. */

export interface OneLanguageScores {
  map: number;
  'mrr@10': number;
  'recall@1': number;
  'ndcg@10': number;
  /** Queries that were scored. */
  queries: number;
}

export interface WholePoolScores {
  map: number;
  'recall@10': number;
  'ndcg@10': number;
  queries: number;
}

export interface LanguageBiasScores {
  /** In ranks: from (relevants - 1) up to the size of the pool; the mean is null where no query has two relevants. */
  rankDistance: { mean: number | null; perLanguage: Record<string, number> };
  'languageShare@10': Record<string, Record<string, number>>;
  /** In [-1, 1]. */
  oracleGap: Record<string, number>;
  languagePreference: { perLanguage: Record<string, number> };
}

/** Means are plain means over languages or pairs, null where nothing could be scored. */
export interface SettingScores {
  monolingual: { map: number | null; perLanguage: Record<string, OneLanguageScores> };
  crosslingual: { map: number | null; pairs: Record<string, OneLanguageScores> };
  multilingual: { map: number | null; perLanguage: Record<string, WholePoolScores> };
  strong: { pairs: Record<string, { mrr: number }> };
  languageBias: LanguageBiasScores;
}

export interface ConsistencyScores {
  rankC: Record<string, number>;
  /** Length N of the compared heads. */
  candidates: number;
  /** What two independent random rankings would get. */
  chance: number;
}

export interface TableScores extends SettingScores {
  consistency: ConsistencyScores;
  domains: Record<string, SettingScores>;
}
