import { holm } from '../../core/statistics/corrections';
import { differenceInterval } from '../../core/statistics/differenceInterval';
import { welchP } from '../../core/statistics/welch';
import { FIGURES, scoredOn, type Figure, type Row } from './compare';

/** A row's figure against that of the base. */
export interface Against {
  /** Row less base. */
  difference: number;
  /** Null: nothing is known of it. */
  significant: boolean | null;
  /** Why, in words. */
  why: string;
}

/** By figure; missing where there is nothing to compare. */
export type RowAgainst = Partial<Record<Figure, Against>>;

/**
 * Every row against the base. Rows of several seeds are tested by Welch's t, corrected by Holm over the rows; single runs
 * by the intervals of both.
 *
 * @param level 1 - level is what a corrected p is held against, in (0, 1)
 * @returns by id, without the base and the rows measured on other data
 */
export function againstBase(rows: readonly Row[], base: Row, level = 0.95): Map<string, RowAgainst> {
  const others = rows.filter((row) => row.id !== base.id && scoredOn(row) === scoredOn(base));
  const found = new Map(others.map(({ id }): [string, RowAgainst] => [id, {}]));
  for (const figure of FIGURES) {
    const from = base.now[figure];
    if (!from) continue;
    const compared = others.filter((row) => row.now[figure]);
    const p = compared.map((row) => welchP(from, row.now[figure]!));
    const corrected = holm(p.filter((one) => one !== null));
    let next = 0;
    for (const [i, row] of compared.entries()) {
      const difference = row.now[figure]!.mean - from.mean;
      const own = p[i] === null ? null : corrected[next++]!;
      found.get(row.id)![figure] =
        own === null
          ? { difference, ...byIntervals(base, row, figure) }
          : { difference, significant: own < 1 - level, why: `Welch’s t, p ${written(own)} by Holm` };
    }
  }
  return found;
}

function byIntervals(base: Row, row: Row, figure: Figure): Omit<Against, 'difference'> {
  const [a, b] = [knownOf(base, figure), knownOf(row, figure)];
  if (!a || !b) return { significant: null, why: 'it takes two seeds of each, or one with an interval' };
  const { low, high } = differenceInterval(a, b);
  return { significant: low > 0 || high < 0, why: 'by the intervals of both, one seed each' };
}

/** A single run's figure with its interval. */
function knownOf({ runs, now }: Row, figure: Figure) {
  const interval = runs[0].headline?.intervals?.[figure];
  return runs.length === 1 && interval ? { value: now[figure]!.mean, interval } : null;
}

function written(p: number): string {
  return p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '');
}
