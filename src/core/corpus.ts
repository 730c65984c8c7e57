/** What every data set reader produces and everything after it consumes. Indices into the arrays are the ids. */

/** A question in one language. The same question in another language has the same `group`. */
export interface Query {
  id: string;
  group: string;
  /** BCP 47 code. */
  language: string;
  domain: string;
  text: string;
  /** Number of the data set it comes from, where several were merged; absent: 0, the main one. */
  dataSet?: number;
}

/** A candidate sentence. */
export interface Passage {
  id: string;
  language: string;
  domain: string;
  text: string;
  /** The paragraph that the sentence stands in, where the format has one; passages of one paragraph share the string. */
  context?: string;
  /** As of a query. */
  dataSet?: number;
}

export interface Corpus {
  name: string;
  /** The format it was read from, e.g. `isoglot-qa`, `xquad-r`. */
  format: string;
  /** SHA-256 (hex) of the content, independent of the order in which files were given. */
  sha256: string;
  /** Sorted; every language that has a query or a passage. */
  languages: string[];
  /** Sorted. */
  domains: string[];
  /** Grouped by language in the order of `languages`, file order inside a language. */
  queries: Query[];
  /** Grouped by language in the order of `languages`, file order inside: this order breaks ties in rankings. */
  passages: Passage[];
  /** For query i, the indices of its relevant passages in all languages, ascending. */
  relevant: number[][];
  /** Grades of `relevant`, aligned with it, above 0; missing where every grade is 1. */
  grades?: number[][];
  /** Counted oddities in plain words, e.g. "de: 3 questions without an answer were left out". */
  warnings: string[];
}
