/** One run of a study by the names of its levels. */
export interface GridCell {
  strategy: string;
  adaptation: string;
  fold: string;
  seed: number;
}

interface Levels {
  strategies: readonly { name: string }[];
  adaptations: readonly { name: string }[];
  folds: readonly { name: string }[];
  seeds: readonly number[];
}

/** The strategy and the adaptation that the others of a grid are held against: the first of both, if none is named. */
export function baselineOf({
  baseline,
  strategies,
  adaptations,
}: Pick<Levels, 'strategies' | 'adaptations'> & { baseline?: { strategy: string; adaptation: string } }) {
  return baseline ?? { strategy: strategies[0]!.name, adaptation: adaptations[0]!.name };
}

/**
 * All runs of a grid. Block by block (a fold with a seed), so that a study which is broken off has whole blocks, in
 * which every strategy and adaptation can be compared.
 */
export function gridOf({ strategies, adaptations, folds, seeds }: Levels): GridCell[] {
  return seeds.flatMap((seed) =>
    folds.flatMap((fold) =>
      strategies.flatMap((strategy) =>
        adaptations.map((adaptation) => ({
          strategy: strategy.name,
          adaptation: adaptation.name,
          fold: fold.name,
          seed,
        })),
      ),
    ),
  );
}

/** Name of a run's folder but for its fingerprint: lower-case letters, digits, hyphens and dots. */
export function slugOf({ strategy, adaptation, fold, seed }: GridCell): string {
  return [strategy, adaptation, fold].map(slugged).concat(`s${seed}`).join('.');
}

/** A name as part of a file's: what is neither letter nor digit of any script becomes one hyphen. */
export function slugged(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return slug || 'x';
}

/** The first level of each list whose name makes the same folder as an earlier one's, or null. */
export function duplicateIn(levels: readonly { name: string }[]): { at: number; earlier: number } | null {
  const seen = new Map<string, number>();
  for (const [at, { name }] of levels.entries()) {
    const earlier = seen.get(slugged(name));
    if (earlier !== undefined) return { at, earlier };
    seen.set(slugged(name), at);
  }
  return null;
}
