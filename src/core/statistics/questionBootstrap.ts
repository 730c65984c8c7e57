import type { Rng } from '../rng';
import { quantile, type Interval } from './bootstrap';

/** What each unit gives a cell: the sum of its queries' values, and how many queries those are. */
export interface Cell {
  sums: Float64Array;
  counts: Float64Array;
}

/** Mean over cells of the mean over a cell's queries; of one part of the units, or of all of them. */
export interface Figure {
  cells: readonly Cell[];
  part: number | null;
}

/** Units are what a question has in one part (a domain); those of a part stand together. */
export interface Units {
  /** Number of each unit's question, 0 .. questions - 1. */
  question: Int32Array;
  questions: number;
  /** First unit of each part, and the end of the last. */
  bounds: readonly number[];
}

/** Draws between two pauses: some hundredths of a second. */
const AT_ONCE = 50;

/**
 * Percentile bootstrap (Efron & Tibshirani 1993, ch. 13) of many figures of the same questions: each draw takes as many
 * questions as there are, with replacement, and with a question all of its queries. A cell of which a draw has no query
 * is left out of that draw's mean. Figures with fewer than two questions have no interval (null).
 *
 * Yields the number of draws made, now and then, so that the caller can let others through.
 */
export function* bootstrapFigures(
  units: Units,
  figures: readonly Figure[],
  rng: Pick<Rng, 'int'>,
  { rounds, level }: { rounds: number; level: number },
): Generator<number, (Interval | null)[]> {
  const cells = [...new Set(figures.flatMap((figure) => figure.cells))];
  const number = new Map(cells.map((cell, i) => [cell, i]));
  const plans = figures.map(({ cells: own, part }) => ({ own: own.map((cell) => number.get(cell)!), part }));
  const { patterns, patternOf } = countPatterns(cells);
  const parts = units.bounds.length - 1;
  const sums = new Float64Array(cells.length * parts);
  const counts = new Float64Array(patterns.length * parts);
  const drawn = new Float64Array(units.questions);
  const weights = new Float64Array(units.question.length);
  const values = figures.map(() => new Float64Array(rounds));
  for (let round = 0; round < rounds; round++) {
    drawn.fill(0);
    for (let i = 0; i < units.questions; i++) drawn[rng.int(units.questions)]!++;
    for (let unit = 0; unit < weights.length; unit++) weights[unit] = drawn[units.question[unit]!]!;
    weigh(
      cells.map((cell) => cell.sums),
      weights,
      units.bounds,
      sums,
    );
    weigh(patterns, weights, units.bounds, counts);
    for (const [i, { own, part }] of plans.entries()) {
      const [from, to] = part === null ? [0, parts] : [part, part + 1];
      let total = 0;
      let known = 0;
      for (const cell of own) {
        let sum = 0;
        let count = 0;
        for (let p = from; p < to; p++) {
          sum += sums[cell * parts + p]!;
          count += counts[patternOf[cell]! * parts + p]!;
        }
        if (count === 0) continue;
        total += sum / count;
        known++;
      }
      values[i]![round] = known > 0 ? total / known : NaN;
    }
    if ((round + 1) % AT_ONCE === 0) yield round + 1;
  }
  return figures.map((figure, i) => (isKnown(figure, units) ? intervalOf(values[i]!, level) : null));
}

/** Per list and part the weighted sum, into `into` (lists x parts). Four lists at a time: a weight is read once for them. */
function weigh(
  lists: readonly Float64Array[],
  weights: Float64Array,
  bounds: readonly number[],
  into: Float64Array,
): void {
  const parts = bounds.length - 1;
  for (let list = 0; list < lists.length; list += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => lists[Math.min(list + i, lists.length - 1)]!) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let part = 0; part < parts; part++) {
      let [w, x, y, z] = [0, 0, 0, 0];
      for (let unit = bounds[part]!; unit < bounds[part + 1]!; unit++) {
        const weight = weights[unit]!;
        w += weight * a[unit]!;
        x += weight * b[unit]!;
        y += weight * c[unit]!;
        z += weight * d[unit]!;
      }
      // Past the last list nothing is written: typed arrays ignore what lies beyond their end.
      into[list * parts + part] = w;
      into[(list + 1) * parts + part] = x;
      into[(list + 2) * parts + part] = y;
      into[(list + 3) * parts + part] = z;
    }
  }
}

/** Cells with the same queries, most as a rule, share their counts. */
function countPatterns(cells: readonly Cell[]): { patterns: Float64Array[]; patternOf: number[] } {
  const known = new Map<string, number>();
  const patterns: Float64Array[] = [];
  const patternOf = cells.map(({ counts }) => {
    const key = counts.join();
    const at = known.get(key);
    if (at !== undefined) return at;
    known.set(key, patterns.length);
    return patterns.push(counts) - 1;
  });
  return { patterns, patternOf };
}

function isKnown({ cells, part }: Figure, { question, bounds }: Units): boolean {
  const [from, to] = part === null ? [0, question.length] : [bounds[part]!, bounds[part + 1]!];
  let first = -1;
  for (let unit = from; unit < to; unit++) {
    if (!cells.some(({ counts }) => counts[unit]! > 0)) continue;
    if (first >= 0 && question[unit] !== first) return true;
    first = question[unit]!;
  }
  return false;
}

function intervalOf(values: Float64Array, level: number): Interval {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}
