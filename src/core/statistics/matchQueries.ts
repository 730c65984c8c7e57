import type { PerQueryScores, QueryScores } from '../metrics/perQuery';

/** Average precision of one query by two systems. */
export interface QueryPair {
  question: string;
  a: number;
  b: number;
}

/** Queries of one language that both results have, against the passages of one language. */
export interface MatchedCell {
  queryLanguage: string;
  passageLanguage: string;
  queries: QueryPair[];
}

export interface MatchedQueries {
  /** Each passage language's own pool: equal languages are the monolingual setting, others the cross-lingual one. */
  cells: MatchedCell[];
  /** The pool of all languages, by query language. */
  multilingual: Omit<MatchedCell, 'passageLanguage'>[];
  /** Queries of a result that the other lacks. */
  unmatched: { a: number; b: number };
}

/**
 * Puts the queries of two results side by side, by language and id; languages, cells and queries that one of them
 * lacks are left out.
 */
export function matchQueries(a: PerQueryScores, b: PerQueryScores): MatchedQueries {
  const cells: MatchedCell[] = [];
  const multilingual: MatchedQueries['multilingual'] = [];
  let matched = 0;
  for (const [queryLanguage, own] of Object.entries(a)) {
    const other = b[queryLanguage];
    if (!other) continue;
    const places = matchingPlaces(own, other);
    if (places.length === 0) continue;
    matched += places.length;
    const sideBySide = (left: readonly (number | null)[], right: readonly (number | null)[]) =>
      places.flatMap(([i, j]): QueryPair[] => {
        const [x, y] = [left[i] ?? null, right[j] ?? null];
        return x === null || y === null ? [] : [{ question: own.questions[i]!, a: x, b: y }];
      });
    for (const [passageLanguage, left] of Object.entries(own.averagePrecision)) {
      const queries = sideBySide(left, other.averagePrecision[passageLanguage] ?? []);
      if (queries.length > 0) cells.push({ queryLanguage, passageLanguage, queries });
    }
    multilingual.push({ queryLanguage, queries: sideBySide(own.multilingual, other.multilingual) });
  }
  const count = (scores: PerQueryScores) =>
    Object.values(scores).reduce((sum, { queries }) => sum + queries.length, 0);
  return { cells, multilingual, unmatched: { a: count(a) - matched, b: count(b) - matched } };
}

/** Places of the same query in both; an id that stands several times is matched in the order given. */
function matchingPlaces(a: QueryScores, b: QueryScores): [number, number][] {
  const waiting = new Map<string, number[]>();
  for (const [place, id] of b.queries.entries()) waiting.set(id, [...(waiting.get(id) ?? []), place]);
  return a.queries.flatMap((id, place): [number, number][] => {
    const other = waiting.get(id)?.shift();
    return other === undefined ? [] : [[place, other]];
  });
}
