/** What a training step is made of: indices into a corpus, and the languages that make it mono or cross. */
export const STRATEGIES = [
  'X-X-mono',
  'X-X',
  'X-Y',
  'En-En',
  'hybrid',
  'ratio',
  'within',
  'matrix',
  'parallel',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const BATCH_KINDS = ['mono', 'cross', 'mixed'] as const;
/** `mono`: query and passage of every pair in one language; `cross`: in different ones; `mixed`: pairs of both sorts. */
export type BatchKind = (typeof BATCH_KINDS)[number];

/** A query that begins in its own language and goes on in another one of the same question. */
export interface QuerySwitch {
  /** Corpus query index of the text it goes on with. */
  query: number;
  /** Where the first text breaks off and the second sets in, as a share of their length in tokens, in [0, 1). */
  at: number;
}

export interface TrainingPair {
  /** Corpus query index. */
  query: number;
  /** Corpus passage index, relevant to the query. */
  passage: number;
  queryLanguage: string;
  passageLanguage: string;
  switch?: QuerySwitch;
}

export interface Batch {
  /** Its number among the batches of the run, 0-based; that of its step where a step takes one batch. */
  draw: number;
  kind: BatchKind;
  pairs: TrainingPair[];
}
