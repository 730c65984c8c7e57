/** A deliberate fault: what a slip of the hand could have left in the source. */
export interface Fault {
  what: string;
  file: string;
  /** Stands in the file once. */
  from: string;
  to: string;
  /** Test files that should notice, by what `vitest run` takes. */
  tests: string[];
}
