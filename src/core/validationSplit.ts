import type { Corpus } from './corpus';
import { IsoglotError } from './errors';
import { createRng } from './rng';

/** What is kept out of training. */
export interface ValidationSplit {
  /** Paragraphs kept out, and those that there are. */
  paragraphs: { kept: number; of: number };
  /** `Query.group` of the questions on them. */
  groups: ReadonlySet<string>;
  /** Corpus indices of the passages of these paragraphs, in all languages. */
  passages: ReadonlySet<number>;
}

/** Keeps the draw apart from others of the same seed. */
const STREAM = 0x7a11d;

/**
 * Draws the paragraphs that a run is validated on: `share` of those of its training domains, one at least, uniformly
 * without replacement. A paragraph is taken with all that is tied to it - its versions in other languages, tied by the
 * questions that they share, and other paragraphs where one question is answered in both - so that nothing of it is
 * trained on in any language. The same paragraphs are drawn whatever the training languages, of the main data set;
 * further ones lose what is tied to them. Where a format has no paragraphs, each passage is one.
 *
 * @param share in (0, 0.5]
 * @throws IsoglotError `empty-data` where all paragraphs are tied together.
 */
export function validationSplit(
  { queries, passages, relevant }: Corpus,
  { domains, share, seed }: { domains: readonly string[]; share: number; seed: number },
): ValidationSplit {
  const ties = createTies();
  const paragraphOf = (index: number): string => {
    const { language, context } = passages[index]!;
    return context === undefined ? `passage ${index}` : `paragraph ${language} ${context}`;
  };
  const inside = new Set(domains);
  const isMain = (query: number) => (queries[query]!.dataSet ?? 0) === 0;
  const asked = [...queries.keys()].filter(
    (query) => relevant[query]!.length > 0 && (!isMain(query) || inside.has(queries[query]!.domain)),
  );
  for (const query of asked) {
    for (const passage of relevant[query]!) ties.tie(questionOf(queries[query]!.group), paragraphOf(passage));
  }
  const main = asked.filter(isMain);
  const all = [...new Set(main.map((query) => ties.headOf(questionOf(queries[query]!.group))))];
  if (all.length < 2) {
    throw new IsoglotError({
      code: 'empty-data',
      what: 'No paragraph can be kept out for validation: the questions tie all of them together.',
      where: 'validation',
      remedy: 'Set validation to 0 or choose more domains.',
    });
  }
  const kept = Math.max(1, Math.round(share * all.length));
  const drawn = new Set(
    createRng(seed, STREAM)
      .sample(all.length, kept)
      .map((number) => all[number]!),
  );
  const isKept = (name: string): boolean => drawn.has(ties.headOf(name));
  return {
    paragraphs: { kept, of: all.length },
    groups: new Set(asked.map((query) => queries[query]!.group).filter((group) => isKept(questionOf(group)))),
    passages: new Set([...passages.keys()].filter((index) => isKept(paragraphOf(index)))),
  };
}

const questionOf = (group: string): string => `question ${group}`;

/** Sets of names that are tied to each other, directly or over others (union by the first, with halved paths). */
function createTies() {
  const above = new Map<string, string>();
  const headOf = (name: string): string => {
    let at = name;
    for (;;) {
      const next = above.get(at);
      if (next === undefined) return at;
      const afterNext = above.get(next);
      if (afterNext !== undefined) above.set(at, afterNext);
      at = next;
    }
  };
  return {
    headOf,
    tie(first: string, second: string): void {
      const [a, b] = [headOf(first), headOf(second)];
      if (a !== b) above.set(b, a);
    },
  };
}
