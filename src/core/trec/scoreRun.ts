import { IsoglotError } from '../errors';
import { measureOf } from './measures';
import type { TrecQrels, TrecRun } from './parse';

export interface RunScores {
  /** Plain means over `queries`, by metric. */
  mean: Record<string, number>;
  /** By query, in the order of their ids. */
  queries: Record<string, Record<string, number>>;
}

/**
 * Scores a run as trec_eval does. Documents are ordered by score, descending, scores compared as float32 numbers, ties
 * by document id, descending by code point. Queries that were not judged are left out; judged queries that the run
 * lacks are left out too, or count as 0 if `complete` (trec_eval's -c).
 *
 * @throws IsoglotError `bad-configuration` on an unknown metric (names: `measureOf`), `empty-data` if run and qrels
 * have no query in common.
 */
export function scoreRun(
  run: TrecRun,
  qrels: TrecQrels,
  metrics: string[],
  { complete }: { complete: boolean },
): RunScores {
  const measures = metrics.map((name) => ({ name, measure: measureOf(name) }));
  const ids = [...qrels.keys()].filter((id) => complete || run.has(id)).sort(byCodePoint);
  if (!ids.some((id) => run.has(id))) {
    throw new IsoglotError({
      code: 'empty-data',
      what: 'No query of the run has been judged.',
      remedy: 'Check that the run and the qrels name their queries alike.',
    });
  }
  const scored = ids.map((id): [string, Record<string, number>] => {
    const judged = qrels.get(id)!;
    const retrieved = run.get(id) ?? new Map<string, number>();
    const ranking = {
      grades: rank(retrieved).map((document) => judged.get(document)),
      judged: [...judged.values()],
    };
    return [id, Object.fromEntries(measures.map(({ name, measure }) => [name, measure(ranking)]))];
  });
  const meanOf = (name: string) => scored.reduce((sum, [, values]) => sum + values[name]!, 0) / scored.length;
  return {
    mean: Object.fromEntries(metrics.map((name) => [name, meanOf(name)])),
    queries: Object.fromEntries(scored),
  };
}

function rank(scores: Map<string, number>): string[] {
  return [...scores]
    .map(([document, score]) => ({ document, score: Math.fround(score) }))
    .sort((a, b) => (a.score === b.score ? byCodePoint(b.document, a.document) : b.score > a.score ? 1 : -1))
    .map(({ document }) => document);
}

/** The order of UTF-8 bytes, which is trec_eval's; JavaScript's own differs beyond the basic plane. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (const [i, character] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (character !== other) return character.codePointAt(0)! - other.codePointAt(0)!;
  }
  return left.length - right.length;
}
