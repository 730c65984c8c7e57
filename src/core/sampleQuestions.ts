import type { Corpus } from './corpus';
import { createRng } from './rng';

export interface QuestionSample {
  /** At most so many questions of each language; 0: all. */
  questions: number;
  seed: number;
}

/** Keeps the draws apart from those of batches, which come from the same seed. */
const STREAM = 0x5a3b1e;

/**
 * A sample of queries (corpus indices), in the order given: questions are drawn whole, so that each is kept in all its
 * languages as far as these have room.
 */
export function sampleQuestions(
  { queries: all }: Corpus,
  queries: readonly number[],
  { questions, seed }: QuestionSample,
): number[] {
  if (questions === 0) return [...queries];
  const groups = [...new Set(queries.map((query) => all[query]!.group))].sort();
  const order = createRng(seed, STREAM).sample(groups.length, groups.length);
  const rank = new Map(order.map((group, place) => [groups[group]!, place]));
  const placeOf = (query: number) => rank.get(all[query]!.group)!;
  const room = new Map<string, number>();
  const kept = [...queries]
    .sort((a, b) => placeOf(a) - placeOf(b))
    .filter((query) => {
      const { language } = all[query]!;
      const taken = room.get(language) ?? 0;
      room.set(language, taken + 1);
      return taken < questions;
    });
  const wanted = new Set(kept);
  return queries.filter((query) => wanted.has(query));
}
