import { mean } from '../metrics/rankMetrics';
import type { QueryPair } from './matchQueries';

/** A figure of two systems, and what each question contributes to its difference. */
export interface QuestionDifferences {
  /** Mean over the cells of the mean over their queries. */
  a: number;
  b: number;
  /** b - a. */
  difference: number;
  /**
   * One number per question, in the order of their names: what is drawn must not depend on the order of the data. Their
   * mean is `difference`. `weighted` is linear in the differences, so that changing a
   * question's sign is changing the sign of all of its queries.
   */
  weighted: number[];
  /**
   * As `weighted`, but a question counts in a cell only by how far it stands from that cell's mean (the infinitesimal
   * jackknife, Efron & Tibshirani 1993, ch. 21): right also where questions are missing from some cells. The same as
   * `weighted` where none is.
   */
  linearised: number[];
}

/**
 * Differences by question. The same question in several languages, and against several pools, is one sample and not
 * many: a figure over language pairs is as uncertain as its questions are few, however many pairs there are.
 *
 * @param cells of each language or pair, its queries; at least one cell, none empty
 */
export function questionDifferences(cells: readonly (readonly QueryPair[])[]): QuestionDifferences {
  const meanOf = (valueOf: (query: QueryPair) => number) =>
    mean(cells.map((queries) => mean(queries.map(valueOf))));
  const [a, b] = [meanOf((query) => query.a), meanOf((query) => query.b)];
  const difference = b - a;
  const weighted = new Map<string, number>();
  const linearised = new Map<string, number>();
  for (const queries of cells) {
    const cellMean = mean(queries.map((query) => query.b - query.a));
    const weight = 1 / (cells.length * queries.length);
    for (const query of queries) {
      const own = query.b - query.a;
      weighted.set(query.question, (weighted.get(query.question) ?? 0) + weight * own);
      linearised.set(query.question, (linearised.get(query.question) ?? 0) + weight * (own - cellMean));
    }
  }
  const questions = [...weighted.keys()].sort();
  return {
    a,
    b,
    difference,
    weighted: questions.map((name) => weighted.get(name)! * questions.length),
    linearised: questions.map((name) => difference + linearised.get(name)! * questions.length),
  };
}
