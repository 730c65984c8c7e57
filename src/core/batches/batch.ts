/** What a training step is made of: indices into a corpus, and the languages that make it mono or cross. */
export const STRATEGIES = ['X-X-mono', 'X-X', 'X-Y', 'En-En', 'hybrid'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** `mono`: query and passage of every pair in one language; `cross`: in different ones. */
export type BatchKind = 'mono' | 'cross';

export interface TrainingPair {
  /** Corpus query index. */
  query: number;
  /** Corpus passage index, relevant to the query. */
  passage: number;
  queryLanguage: string;
  passageLanguage: string;
}

export interface Batch {
  /** 0-based. */
  step: number;
  kind: BatchKind;
  pairs: TrainingPair[];
}
