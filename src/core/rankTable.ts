/**
 * The hinge of the evaluation: one pass over blocks of scores fills it, every metric of every setting follows
 * from it. Rank code knows no metric; metrics never see a score.
 *
 * Rows are the ranked queries. Row r has the relevant passages `relevant[offsets[r] .. offsets[r + 1])`. For each
 * of them and each language l of the pool (row-major, L wide):
 *  - `higher`: how many candidates of language l score strictly higher;
 *  - `tiedBefore`: how many of language l score the same and have a lower pool index (the tie rule).
 * So its rank in a pool made of the languages S is 1 + sum over l in S of (higher + tiedBefore).
 */
export interface RankTable {
  /** Languages of candidates and queries, L of them; all language numbers below index this list. */
  languages: string[];
  /** Language number of each candidate, length N; candidates are grouped by language. */
  candidateLanguage: Int32Array;
  /** Corpus passage index of each candidate, length N. */
  candidatePassage: Int32Array;
  /** Corpus query index of each row, length Q. */
  queries: Int32Array;
  /** Language number of each row, length Q. */
  queryLanguage: Int32Array;
  /** Length Q + 1. */
  offsets: Int32Array;
  /** Pool index (not passage index) of each relevant candidate, R in all, ascending inside a row. */
  relevant: Int32Array;
  /** Grade of each relevant candidate, length R, above 0; missing where all are 1. Read by nDCG and PEER alone. */
  grades?: Float64Array;
  /** R x L. */
  higher: Int32Array;
  /** R x L. */
  tiedBefore: Int32Array;
  /** Length of the stored head of each ranking. */
  topK: number;
  /** Q x topK pool indices, best first, ties by lower index; -1 where the pool is shorter. */
  top: Int32Array;
  /** Q x topK scores of `top`, for exported runs only: metrics follow from ranks. */
  topScores: Float32Array;
  /** Q x L: pool index of the best candidate of each language, -1 where a language has none. */
  best: Int32Array;
}

/** What is to be ranked: which corpus queries against which corpus passages. */
export interface RankRequest {
  languages: string[];
  candidateLanguage: Int32Array;
  candidatePassage: Int32Array;
  queries: Int32Array;
  queryLanguage: Int32Array;
  offsets: Int32Array;
  relevant: Int32Array;
  grades?: Float64Array;
  topK: number;
}
