import type { Arguments } from './arguments';

/** How much work a unit is, and in what multiples units may be dealt out so that nothing depends on how they are. */
interface Share<Values> {
  /** Roughly in nanoseconds. */
  cost: (...values: Values extends unknown[] ? Values : never) => number;
  multiple: number;
}

/** Whole tiles of 4 and of 6 rows, whole vectors of 4 numbers. */
const WHOLE = 12;

/** Texts: what they cost depends on their lengths; some of them are always worth a thread. */
const TEXTS = { cost: () => 20_000, multiple: 1 };

export const SHARES: { [Name in keyof Arguments]: Share<Arguments[Name]> } = {
  product: { cost: (...[, , , , , , columns, inner]) => (columns * inner) / 25, multiple: WHOLE },
  attentionProbabilities: TEXTS,
  attentionContext: TEXTS,
  attentionGradient: TEXTS,
  gelu: { cost: () => 3, multiple: WHOLE },
  geluGradient: { cost: () => 3, multiple: WHOLE },
  layerNorm: { cost: (...[, , , , columns]) => columns, multiple: 1 },
  layerNormGradient: { cost: (...[, , , , columns]) => columns, multiple: 1 },
  layerNormScaled: { cost: (...[, , , columns]) => columns, multiple: 1 },
  columnSums: { cost: (_x, rows) => rows / 4, multiple: WHOLE },
  rankCounts: { cost: (_scores, candidates) => candidates / 4, multiple: 1 },
  sumSquares: { cost: (_x, count, parts) => count / parts / 4, multiple: 1 },
  adamW: { cost: () => 1, multiple: WHOLE },
  adamWWithoutGradient: { cost: (...[, , , , , steps]) => steps, multiple: WHOLE },
};

/** Less work than that isn't worth waking a thread. */
const LEAST_NANOSECONDS = 30_000;
/** More chunks than threads even out what threads are slower or begin later; each chunk packs its matrices anew. */
const CHUNKS_A_THREAD = 2;

/** Units of a chunk; all of them if sharing isn't worth it. */
export function chunkOf<Name extends keyof Arguments>(
  name: Name,
  values: Arguments[Name],
  units: number,
  threads: number,
): number {
  const { cost, multiple } = SHARES[name];
  const nanoseconds = (cost as (...numbers: unknown[]) => number)(...values);
  const least = Math.ceil(LEAST_NANOSECONDS / Math.max(nanoseconds, 1e-3));
  const even = Math.ceil(units / (threads * CHUNKS_A_THREAD));
  return Math.min(units, Math.ceil(Math.max(least, even) / multiple) * multiple);
}
