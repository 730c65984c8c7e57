/** What the metrics give: the `scores` of a result. All in [0, 1] unless said otherwise; unrounded. */

export interface CellScores {
  map: number;
  'map@20': number;
  'mrr@10': number;
  'ndcg@10': number;
  'recall@1': number;
  'recall@5': number;
  'recall@10': number;
  'recall@100': number;
  'precision@1': number;
  'precision@5': number;
  'precision@10': number;
  'hit@1': number;
  'hit@10': number;
  /** Queries that were scored. */
  queries: number;
}

export interface StrongScores {
  mrr: number;
  'recall@1': number;
  'recall@10': number;
  queries: number;
}

/** The mean is plain over the query languages, null without any. */
export interface LanguageMeans {
  mean: number | null;
  perLanguage: Record<string, number>;
}

export interface PeerScores {
  level0: LanguageMeans;
  relevant: LanguageMeans;
  cutoff: number;
  /** No query has two relevant passages of one grade in one language: `relevant` is then blind to the ranking. */
  degenerate: boolean;
}

export interface LanguageBiasScores {
  /**
   * In ranks: from `floor` up to the size of the pool; null where no query has two relevants. `chance` is what a
   * random ranking would get.
   */
  rankDistance: LanguageMeans & { floor: number | null; chance: number | null };
  'languageShare@10': Record<string, Record<string, number>>;
  relevantShare: Record<string, Record<string, number>>;
  poolShare: Record<string, number>;
  /** In [-1, 1]. */
  oracleGap: Record<string, number>;
  languagePreference: { perLanguage: Record<string, number> };
  violationRate: LanguageMeans;
  'targetRecall@20': LanguageMeans;
  peer: PeerScores;
}

/** Means are plain means over languages or pairs, null where nothing could be scored. */
export interface SettingScores {
  monolingual: { map: number | null; perLanguage: Record<string, CellScores> };
  crosslingual: { map: number | null; pairs: Record<string, CellScores> };
  multilingual: { map: number | null; perLanguage: Record<string, CellScores> };
  strong: { pairs: Record<string, StrongScores> };
  languageBias: LanguageBiasScores;
}

export interface ConsistencyScores {
  rankC: Record<string, number>;
  /** Length N of the compared heads. */
  candidates: number;
  /** What two independent random rankings would get. */
  chance: number;
  passages: PassageConsistency;
  mrc: RankCorrelation;
}

export interface PassageConsistency {
  rankC: Record<string, number>;
  /** Mean length N of the compared lists, and mean chance level; null where nothing could be compared. */
  candidates: number | null;
  chance: number | null;
}

/** In [-1, 1]. */
export interface RankCorrelation extends LanguageMeans {
  cutoff: number;
  pairs: Record<string, number>;
}

/** Of maps of several languages, pairs or domains; null of fewer than two. */
export type Spread = {
  /** Best less worst. */
  range: number;
  /** Standard deviation over the groups, divided by their number. */
  deviation: number;
  worst: { name: string; value: number };
  best: { name: string; value: number };
} | null;

export type SettingSpreads = Record<'monolingual' | 'crosslingual' | 'multilingual', Spread>;

export interface TableScores extends SettingScores {
  consistency: ConsistencyScores;
  spread: { languages: SettingSpreads; domains: SettingSpreads };
  domains: Record<string, SettingScores>;
}
