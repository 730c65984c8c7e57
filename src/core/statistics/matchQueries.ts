import type { FurtherMetric, FurtherScores } from '../metrics/furtherPerQuery';
import type { PerQueryScores, QueryScores } from '../metrics/perQuery';

/** What two results are compared by. */
export type ComparedMetric = 'map' | FurtherMetric;

/** One measure of one query by two systems. */
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
export function matchQueries(
  a: PerQueryScores,
  b: PerQueryScores,
  metric: ComparedMetric = 'map',
): MatchedQueries {
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
    const [ofA, ofB] = [listsOf(own, metric), listsOf(other, metric)];
    for (const [passageLanguage, left] of Object.entries(ofA.inLanguage)) {
      const queries = sideBySide(left, ofB.inLanguage[passageLanguage] ?? []);
      if (queries.length > 0) cells.push({ queryLanguage, passageLanguage, queries });
    }
    const pooled = sideBySide(ofA.multilingual, ofB.multilingual);
    if (pooled.length > 0) multilingual.push({ queryLanguage, queries: pooled });
  }
  const count = (scores: PerQueryScores) =>
    Object.values(scores).reduce((sum, { queries }) => sum + queries.length, 0);
  return { cells, multilingual, unmatched: { a: count(a) - matched, b: count(b) - matched } };
}

const NONE: FurtherScores = { inLanguage: {}, multilingual: [] };

function listsOf({ averagePrecision, multilingual, further }: QueryScores, metric: ComparedMetric) {
  if (metric === 'map') return { inLanguage: averagePrecision, multilingual };
  return further?.[metric] ?? NONE;
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
