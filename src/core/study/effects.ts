import type { Interval } from '../statistics/bootstrap';
import { fisherTail, studentQuantile } from '../statistics/distributions';
import { pairedT } from '../statistics/pairedT';

/**
 * A figure of all runs of a study: `[block][strategy][adaptation]`. A block is a fold with a seed; within it all runs
 * have the same held-out text and the same seed, so that they are compared in pairs.
 */
export type Cube = readonly (readonly (readonly number[])[])[];

/** A mean over blocks. */
export interface Estimate {
  value: number;
  /** Student's t over the blocks; null of fewer than two, or where all blocks say the same. */
  interval: Interval | null;
  /** Two-sided, of the value being 0; null with the interval. */
  p: number | null;
  blocks: number;
}

/** @param values one per block. @throws RangeError of none */
export function estimateOf(values: readonly number[], level: number): Estimate {
  const { mean, deviation, n, t, p } = pairedT(values);
  if (t === null) return { value: mean, interval: null, p: null, blocks: n };
  const half = (studentQuantile(level, n - 1) * deviation!) / Math.sqrt(n);
  return { value: mean, interval: { low: mean - half, high: mean + half }, p, blocks: n };
}

export interface Place {
  strategy: number;
  adaptation: number;
}

/** What a cell has more than the baseline, block by block. */
export function cellDifference(cube: Cube, cell: Place, base: Place): number[] {
  return cube.map((block) => at(block, cell) - at(block, base));
}

/** Main effect: what a strategy has more than another, as the plain mean over the adaptations, block by block. */
export function strategyEffect(cube: Cube, strategy: number, base: number): number[] {
  return cube.map((block) => mean(block[strategy]!) - mean(block[base]!));
}

/** Main effect of an adaptation, as the plain mean over the strategies. */
export function adaptationEffect(cube: Cube, adaptation: number, base: number): number[] {
  return cube.map((block) => mean(column(block, adaptation)) - mean(column(block, base)));
}

/**
 * Interaction: what an adaptation brings under a strategy more than it brings under the baseline's strategy, block by
 * block (difference of differences).
 */
export function interactionEffect(cube: Cube, cell: Place, base: Place): number[] {
  return cube.map((block) => {
    const gained = at(block, cell) - at(block, { ...cell, adaptation: base.adaptation });
    return gained - (at(block, { ...base, adaptation: cell.adaptation }) - at(block, base));
  });
}

/** Whether a factor does anything at all. */
export interface FTest {
  /** Null where it isn't defined: one level, one block, or blocks that all say the same. */
  f: number | null;
  df: [effect: number, error: number];
  p: number | null;
  /** Share of the effect in the sum of its squares and those of its error, in [0, 1] (partial eta squared). */
  share: number | null;
}

/**
 * Analysis of variance of strategies x adaptations with blocks as subjects: each effect is held against its own
 * variation over the blocks, effect x block (Maxwell & Delaney 2004, ch. 12), so that it is no matter that runs of one
 * block resemble each other.
 */
export function twoWay(cube: Cube): { strategy: FTest; adaptation: FTest; interaction: FTest } {
  const [a, b] = [cube[0]?.length ?? 0, cube[0]?.[0]?.length ?? 0];
  const parts = cube.map((block) => {
    const all = mean(block.map(mean));
    const rows = block.map((row) => mean(row) - all);
    const columns = Array.from({ length: b }, (_, j) => mean(column(block, j)) - all);
    const rest = block.flatMap((row, i) => row.map((value, j) => value - all - rows[i]! - columns[j]!));
    return { rows, columns, rest };
  });
  return {
    strategy: fTest(
      parts.map(({ rows }) => rows),
      a - 1,
    ),
    adaptation: fTest(
      parts.map(({ columns }) => columns),
      b - 1,
    ),
    interaction: fTest(
      parts.map(({ rest }) => rest),
      (a - 1) * (b - 1),
    ),
  };
}

/** Differences that are this small beside the effects themselves are what rounding left of none. */
const ROUNDING = 1e-20;

/** @param effects of each block, whose means are the effect and whose spread around them is the error */
function fTest(effects: readonly (readonly number[])[], df: number): FTest {
  const n = effects.length;
  const means = (effects[0] ?? []).map((_, i) => mean(effects.map((own) => own[i]!)));
  const effect = n * squares(means);
  const error = effects.reduce((sum, own) => sum + squares(own.map((value, i) => value - means[i]!)), 0);
  const dfs: FTest['df'] = [df, df * (n - 1)];
  if (df < 1 || n < 2 || error <= ROUNDING * (effect + squares(effects.flat()))) {
    return { f: null, df: dfs, p: null, share: null };
  }
  const f = effect / df / (error / dfs[1]);
  return { f, df: dfs, p: fisherTail(f, ...dfs), share: effect / (effect + error) };
}

const at = (block: Cube[number], { strategy, adaptation }: Place) => block[strategy]![adaptation]!;
const column = (block: Cube[number], j: number) => block.map((row) => row[j]!);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
