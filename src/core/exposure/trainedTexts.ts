import type { Strategy } from '../batches/batch';
import type { PairPool } from '../batches/pairPool';

/** Corpus indices. */
export interface TextSets {
  queries: ReadonlySet<number>;
  passages: ReadonlySet<number>;
}

/** The texts that a composition can draw from a pool, whether the steps of a run come round to them or not. */
export function trainedTexts(
  { languages, questions }: PairPool,
  { strategy, alpha }: { strategy: Strategy; alpha: number },
): TextSets {
  const same = strategy === 'hybrid' ? alpha > 0 : strategy !== 'X-Y';
  const different = strategy === 'hybrid' ? alpha < 1 : strategy === 'X-Y';
  const english = languages.indexOf('en');
  const queries = new Set<number>();
  const passages = new Set<number>();
  for (const { versions } of questions) {
    for (const [x, version] of versions.entries()) {
      if (!version || (strategy === 'En-En' && x !== english)) continue;
      for (const [y, found] of version.passages.entries()) {
        if (found.length === 0 || !(x === y ? same : different)) continue;
        queries.add(version.query);
        for (const passage of found) passages.add(passage);
      }
    }
  }
  return { queries, passages };
}
