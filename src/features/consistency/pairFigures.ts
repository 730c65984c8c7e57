import { meanOrNull } from '../../core/metrics/rankMetrics';
import type { EvaluationEvent } from '../../protocol';

export type Items = 'pool' | 'passages';

/** RankC of one evaluation over one kind of items. */
export interface Agreement {
  rankC: Record<string, number>;
  /** Length N of the compared lists; a mean over questions for passages. */
  candidates: number | null;
  chance: number | null;
}

/** Null where the result is older than this kind. */
export function agreementOf({ scores }: EvaluationEvent, items: Items): Agreement | null {
  return items === 'pool' ? scores.consistency : (scores.consistency.passages ?? null);
}

/** The value of two languages, under whichever order it is kept. */
export function ofPair<T>(pairs: Record<string, T>, a: string, b: string): T | null {
  return pairs[`${a}-${b}`] ?? pairs[`${b}-${a}`] ?? null;
}

/** Plain mean over the unordered pairs of languages that have a value. */
export function meanOfPairs(pairs: Record<string, number>, languages: readonly string[]): number | null {
  const values = languages
    .flatMap((a, i) => languages.slice(i + 1).map((b) => ofPair(pairs, a, b)))
    .filter((value) => value !== null);
  return meanOrNull(values);
}

/** Languages with queries, in order. */
export function languagesOf({ queries }: EvaluationEvent): string[] {
  return Object.keys(queries)
    .filter((language) => queries[language])
    .sort();
}
