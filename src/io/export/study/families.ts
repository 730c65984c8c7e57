import { holm } from '../../../core/statistics/corrections';
import {
  adaptationEffect,
  cellDifference,
  estimateOf,
  interactionEffect,
  strategyEffect,
  type Cube,
  type Estimate,
} from '../../../core/study/effects';
import type { Mark } from '../report/model';
import { isSame, placesOf, type Blocks } from './blocks';

/** A difference that was asked for before anybody looked. */
export interface Contrast extends Estimate {
  name: string;
  /** p after Holm's correction over the family; null where it isn't defined. */
  corrected: number | null;
  /** `same`: undecided: its interval holds 0, or its corrected p is not below 1 - level. */
  mark: Mark;
}

/** Kinds of questions; each is a family of its own for the correction, figure by figure. */
export const FAMILIES = {
  cells: 'Differences from the baseline',
  strategies: 'Main effects of the strategy',
  adaptations: 'Main effects of the adaptation',
  interactions: 'Interaction of adaptation and strategy',
} as const;
export type Family = keyof typeof FAMILIES;

/** What was asked of a figure, and what came out. */
export interface Answer {
  family: Family;
  /** Index in `ASKED`. */
  figure: number;
  contrast: Contrast;
}

/**
 * All contrasts of one kind of one figure, by Student's t over blocks, corrected over the family.
 * @param cube of the figure, with one block at least
 */
export function contrastsOf(family: Family, cube: Cube, blocks: Blocks, level: number): Contrast[] {
  const { strategies, adaptations, base } = blocks;
  const others = (names: string[], own: number) => [...names.keys()].filter((at) => at !== own);
  const cellName = (s: number, a: number) => `${strategies[s]} · ${adaptations[a]}`;
  const rows: [name: string, differences: number[]][] = {
    cells: () =>
      placesOf(blocks)
        .filter((place) => !isSame(place, base))
        .map((place): [string, number[]] => [
          `${cellName(place.strategy, place.adaptation)} less ${cellName(base.strategy, base.adaptation)}`,
          cellDifference(cube, place, base),
        ]),
    strategies: () =>
      others(strategies, base.strategy).map((at): [string, number[]] => [
        `${strategies[at]} less ${strategies[base.strategy]}`,
        strategyEffect(cube, at, base.strategy),
      ]),
    adaptations: () =>
      others(adaptations, base.adaptation).map((at): [string, number[]] => [
        `${adaptations[at]} less ${adaptations[base.adaptation]}`,
        adaptationEffect(cube, at, base.adaptation),
      ]),
    interactions: () =>
      placesOf(blocks)
        .filter(({ strategy, adaptation }) => strategy !== base.strategy && adaptation !== base.adaptation)
        .map((place): [string, number[]] => [
          `${adaptations[place.adaptation]} under ${strategies[place.strategy]} rather than ${strategies[base.strategy]}`,
          interactionEffect(cube, place, base),
        ]),
  }[family]();
  const found = rows.map(([name, differences]) => ({ name, ...estimateOf(differences, level) }));
  const known = found.flatMap(({ p }, at) => (p === null ? [] : [{ p, at }]));
  const corrected = new Map(holm(known.map(({ p }) => p)).map((p, i) => [known[i]!.at, p]));
  return found.map((one, at) => {
    const p = corrected.get(at) ?? null;
    return { ...one, corrected: p, mark: markOf(one, p, level) };
  });
}

function markOf({ interval, value }: Estimate, corrected: number | null, level: number): Mark {
  const apart = interval !== null && (interval.low > 0 || interval.high < 0);
  if (!apart || corrected === null || corrected >= 1 - level) return 'same';
  return value > 0 ? 'higher' : 'lower';
}
