import { describe, expect, it } from 'vitest';
import statistics from '../../../fixtures/metrics/statistics/expected.json';
import full from '../../../fixtures/metrics/languages/expected.json';
import partial from '../../../fixtures/metrics/languages/expected-partial-qrels.json';
import { scoreRankTable } from '../metrics/scoreRankTable';
import { createRng } from '../rng';
import { finished } from '../testing/finished';
import { fixtureTable, LANGUAGES } from '../testing/languagesFixture';
import { bootstrapFigures, type Units } from './questionBootstrap';
import { scoreIntervals } from './scoreIntervals';

const column = (values: number[], counts = values.map(() => 1)) => ({
  sums: Float64Array.from(values),
  counts: Float64Array.from(counts),
});
const unitsOf = (questions: number): Units => ({
  question: Int32Array.from({ length: questions }, (_, i) => i),
  questions,
  bounds: [0, questions],
});

describe('bootstrapFigures', () => {
  it('has the interval of two questions that can be counted by hand', () => {
    // 0 and 1, each drawn or not: means 0, .5, .5 and 1. Half of all lie at .5, a quarter at either end.
    const figure = { cells: [column([0, 1])], part: null };
    const at = (level: number) =>
      finished(bootstrapFigures(unitsOf(2), [figure], createRng(1), { rounds: 2000, level }))[0];
    expect(at(0.95)).toEqual({ low: 0, high: 1 });
    expect(at(0.3)).toEqual({ low: 0.5, high: 0.5 });
  });

  it("is near SciPy's for the paired differences of the fixture", () => {
    const { a40, b40 } = statistics.samples;
    const figure = { cells: [column(a40.map((a, i) => b40[i]! - a))], part: null };
    const [found] = finished(
      bootstrapFigures(unitsOf(40), [figure], createRng(1), { rounds: 5000, level: 0.95 }),
    );
    const [low, high] = statistics.paired_bootstrap.scipy_20000_resamples_percentile_95_for_a_loose_check;
    expect(Math.abs(found!.low - low!)).toBeLessThan(0.003);
    expect(Math.abs(found!.high - high!)).toBeLessThan(0.003);
  });

  it('keeps cells apart that lack different questions, leaves out of a draw what it lacks, and knows nothing of one', () => {
    // Drawn: question 0 twice. The first cell has it (3 / 2 queries), the second hasn't and is left out.
    const drawFirst = { int: () => 0 };
    const cells = [column([3, 1], [2, 1]), column([0, 5], [0, 1])];
    const figures = [
      { cells, part: null },
      { cells: [cells[1]!], part: null },
    ];
    const found = finished(bootstrapFigures(unitsOf(2), figures, drawFirst, { rounds: 1, level: 0.95 }));
    expect(found).toEqual([{ low: 1.5, high: 1.5 }, null]);
  });
});

describe.each([
  ['all relevants', false, full],
  ['languages that lack the relevant', true, partial],
])('scoreIntervals, fixtures/metrics/languages, %s', (_, isPartial, expected) => {
  const { table, labels } = fixtureTable(isPartial);

  it('closes in on the scores themselves where each question is drawn once', () => {
    let next = 0;
    const inTurn = { int: (n: number) => next++ % n };
    const intervals = finished(scoreIntervals(table, labels, { rounds: 1, level: 0.95, seed: 1 }, inTurn));
    const scores = scoreRankTable(table, labels);
    const { rankDistance, oracleGap, languagePreference } = scores.languageBias;
    const maps = (group: Record<string, { map: number }>) =>
      Object.fromEntries(Object.entries(group).map(([name, { map }]) => [name, map]));
    const pairs: [Record<string, number>, Record<string, { low: number; high: number } | null>][] = [
      [maps(scores.monolingual.perLanguage), intervals.monolingual.perLanguage],
      [maps(scores.crosslingual.pairs), intervals.crosslingual.pairs],
      [maps(scores.multilingual.perLanguage), intervals.multilingual.perLanguage],
      [rankDistance.perLanguage, intervals.rankDistance.perLanguage],
      [oracleGap, intervals.oracleGap.pairs],
      [languagePreference.perLanguage, intervals.languagePreference.perLanguage],
      [scores.consistency.rankC, intervals.rankC.pairs],
      [
        Object.fromEntries(Object.entries(scores.strong.pairs).map(([name, { mrr }]) => [name, mrr])),
        intervals.strong.pairs,
      ],
    ];
    const { pairs: each } = scores.crosslingual;
    const over = (part: 0 | 1) =>
      Object.fromEntries(
        LANGUAGES.map((language) => {
          const own = Object.keys(each).filter((name) => name.split('-')[part] === language);
          return [language, own.reduce((sum, name) => sum + each[name]!.map / own.length, 0)];
        }),
      );
    pairs.push([over(0), intervals.crosslingual.perQueryLanguage!]);
    pairs.push([over(1), intervals.crosslingual.perPassageLanguage!]);
    for (const setting of ['monolingual', 'crosslingual', 'multilingual'] as const) {
      const means = (of: typeof scores | (typeof scores.domains)[string]) => ({ all: of[setting].map! });
      pairs.push([means(scores), { all: intervals[setting].map }]);
      for (const [domain, own] of Object.entries(scores.domains))
        pairs.push([means(own), { all: intervals.domains[domain]![setting] }]);
    }
    pairs.push([{ all: rankDistance.mean! }, { all: intervals.rankDistance.mean }]);
    for (const [domain, own] of Object.entries(scores.domains)) {
      const distance = own.languageBias.rankDistance.mean!;
      pairs.push([{ all: distance }, { all: intervals.domains[domain]!.rankDistance }]);
    }
    for (const [values, found] of pairs) {
      expect(Object.keys(found).sort()).toEqual(Object.keys(values).sort());
      for (const [name, value] of Object.entries(values)) {
        expect(found[name]!.low).toBeCloseTo(value, 10);
        expect(found[name]!.high).toBe(found[name]!.low);
      }
    }
  });

  it("lies where the normal approximation of a pair's reciprocal ranks does, within half a standard error", () => {
    const { crosslingual } = finished(scoreIntervals(table, labels));
    const ranks: Record<string, (number | null)[]> = expected.language_pair_pool.rank_of_relevant;
    const values = ranks['en-ar']!.flatMap((rank) => (rank === null ? [] : [1 / rank]));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / values.length;
    const { low, high } = crosslingual.pairs['en-ar']!;
    expect(Math.abs(low - (mean - 1.96 * error))).toBeLessThan(error / 2);
    expect(Math.abs(high - (mean + 1.96 * error))).toBeLessThan(error / 2);
  });

  it('is the same again with the same seed, and another with another', () => {
    const at = (seed: number) => finished(scoreIntervals(table, labels, { rounds: 200, level: 0.95, seed }));
    expect(at(1)).toEqual(at(1));
    expect(at(2).crosslingual.map).not.toEqual(at(1).crosslingual.map);
  });
});
