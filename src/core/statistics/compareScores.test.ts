import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/statistics/expected.json';
import type { PerQueryScores } from '../metrics/perQuery';
import { compareScores } from './compareScores';
import { matchQueries } from './matchQueries';
import { questionDifferences } from './questionDifferences';

const { a10, b10, a40, b40 } = expected.samples;
const options = { rounds: 1024, level: 0.95, seed: 1 };

/** Queries of one language, the same AP in every pool. */
function queriesOf(language: string, ap: readonly number[], passageLanguages: readonly string[]) {
  return {
    queries: ap.map((_, i) => `${language}-${i}`),
    questions: ap.map((_, i) => `question ${i}`),
    averagePrecision: Object.fromEntries(passageLanguages.map((passages) => [passages, [...ap]])),
    multilingual: [...ap],
  };
}

function scoresOf(ap: readonly number[], languages = ['de', 'en']): PerQueryScores {
  return Object.fromEntries(languages.map((language) => [language, queriesOf(language, ap, languages)]));
}

describe('matchQueries', () => {
  it('goes by language and id, in whatever order, and counts what is left over', () => {
    const [a, b] = [scoresOf([0.1, 0.2, 0.3], ['en']), scoresOf([0.4, 0.5, 0.6], ['en', 'fr'])];
    b['en']!.queries = ['en-2', 'en-9', 'en-0'];
    b['en']!.averagePrecision['en'] = [null, 0.5, 0.6];
    const { cells, multilingual, unmatched } = matchQueries(a, b);
    expect(cells).toEqual([
      { queryLanguage: 'en', passageLanguage: 'en', queries: [{ question: 'question 0', a: 0.1, b: 0.6 }] },
    ]);
    expect(multilingual[0]!.queries.map((query) => [query.a, query.b])).toEqual([
      [0.1, 0.6],
      [0.3, 0.4],
    ]);
    expect(unmatched).toEqual({ a: 1, b: 4 });
  });

  it('matches an id that stands twice in the order given', () => {
    const [a, b] = [scoresOf([0.1, 0.2], ['en']), scoresOf([0.3, 0.4], ['en'])];
    for (const scores of [a, b]) scores['en']!.queries = ['same', 'same'];
    const [cell] = matchQueries(a, b).cells;
    expect(cell!.queries.map((query) => [query.a, query.b])).toEqual([
      [0.1, 0.3],
      [0.2, 0.4],
    ]);
  });
});

describe('questionDifferences', () => {
  it('weighs cells alike, by hand, also where one of them lacks a question', () => {
    // Cell 1: 0.5 and 0.25 for p and q; cell 2: 0.75 for p alone. Means .375 and .75; of both .5625.
    const query = (question: string, b: number) => ({ question, a: 0, b });
    const { a, b, difference, weighted, linearised } = questionDifferences([
      [query('p', 0.5), query('q', 0.25)],
      [query('p', 0.75)],
    ]);
    expect([a, b, difference]).toEqual([0, 0.5625, 0.5625]);
    // p: 2 (.5 / 4 + .75 / 2) = 1; q: 2 (.25 / 4) = .125.
    expect(weighted).toEqual([1, 0.125]);
    // p: .5625 + 2 (.125 / 4 + 0) = .625; q: .5625 - 2 (.125 / 4) = .5.
    expect(linearised).toEqual([0.625, 0.5]);
  });

  it('has a mean of the difference, and the two are one where no cell lacks a question', () => {
    const eighths = fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(eighths, { minLength: 1, maxLength: 4 }), (lists) => {
        const cells = lists.map((list) =>
          list.map(([a, b], i) => ({ question: `${i}`, a: a / 8, b: b / 8 })),
        );
        const { difference, weighted, linearised } = questionDifferences(cells);
        for (const values of [weighted, linearised]) {
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          expect(mean).toBeCloseTo(difference, 12);
        }
        if (lists.every((list) => list.length === lists[0]!.length)) {
          weighted.forEach((value, i) => expect(value).toBeCloseTo(linearised[i]!, 12));
        }
      }),
    );
  });
});

describe('compareScores', () => {
  it("has SciPy's p for every language, pair and setting whose questions are those of the fixture", () => {
    const { monolingual, crosslingual, multilingual } = compareScores(
      scoresOf(a10),
      scoresOf(b10),
      options,
    ).differences;
    // However many languages ask the same questions and answer alike, there are ten questions and no more.
    const all = [
      monolingual.map,
      crosslingual.map,
      multilingual.map,
      ...Object.values(monolingual.perLanguage),
      ...Object.values(crosslingual.pairs),
      ...Object.values(multilingual.perLanguage),
    ];
    expect(all).toHaveLength(3 + 2 + 2 + 2);
    for (const found of all) {
      const { questions, p } = found!.evidence!;
      expect(found!.difference).toBeCloseTo(
        expected.paired_t_test_b_minus_a['10'].mean_difference_b_minus_a,
        12,
      );
      expect(questions).toBe(10);
      expect(p.randomisation).toBe(expected.sign_flip_permutation_exact['10'].p_two_sided);
      expect(p.t).toBeCloseTo(expected.paired_t_test_b_minus_a['10'].p_two_sided, 9);
      expect(p.wilcoxon).toBeCloseTo(expected.wilcoxon_signed_rank_b_minus_a['10'].exact.p, 9);
    }
    // Holm: four cells of the heatmap, two query languages, three settings, each a family by itself.
    const strict = (found: (typeof all)[number]) => found!.evidence!.corrected.holm;
    expect(strict(crosslingual.pairs['de-en']!)).toBe(4 * 0.126953125);
    expect(strict(multilingual.perLanguage['en']!)).toBe(2 * 0.126953125);
    expect(strict(monolingual.map)).toBe(3 * 0.126953125);
  });

  it("has intervals near SciPy's, and calls significant what Holm does", () => {
    const { monolingual, crosslingual } = compareScores(scoresOf(a40, ['en']), scoresOf(b40, ['en']), {
      ...options,
      rounds: 5000,
    }).differences;
    const { interval, significant, corrected } = monolingual.perLanguage['en']!.evidence!;
    const [low, high] = expected.paired_bootstrap.scipy_20000_resamples_percentile_95_for_a_loose_check;
    expect(Math.abs(interval.low - low!)).toBeLessThan(0.003);
    expect(Math.abs(interval.high - high!)).toBeLessThan(0.003);
    expect(corrected.holm).toBeLessThan(0.05);
    expect(significant).toBe(true);
    expect(crosslingual).toEqual({ map: null, pairs: {} });
  });

  it('compares another measure with its own values and its own correction, by hand', () => {
    const flips = (
      languages: readonly string[],
      distances: readonly (number | null)[],
      hits: readonly number[],
    ) =>
      Object.fromEntries(
        languages.map((language) => [
          language,
          {
            ...queriesOf(
              language,
              distances.map(() => 0.5),
              languages,
            ),
            further: {
              'hit@1': { inLanguage: { [language]: [...hits] }, multilingual: [...hits] },
              rankDistance: { inLanguage: {}, multilingual: [...distances] },
            },
          },
        ]),
      );
    const a = flips(['de', 'en'], [10, 20, 30, null], [0, 0, 1, 1]);
    const b = flips(['de', 'en'], [7, 14, 21, 40], [1, 1, 1, 1]);
    const { differences } = compareScores(a, b, options, 'rankDistance');
    expect(differences.monolingual).toEqual({ map: null, perLanguage: {} });
    expect(differences.crosslingual).toEqual({ map: null, pairs: {} });
    // Three questions: (10 + 20 + 30) / 3 and (7 + 14 + 21) / 3; all of one sign: 2 of the 8 patterns.
    const { perLanguage, map } = differences.multilingual;
    expect(map).toMatchObject({ a: 20, b: 14, difference: -6 });
    expect(map!.evidence).toMatchObject({ questions: 3, p: { randomisation: 2 / 8 } });
    // Two query languages: twice .25. t = -6 / (3 / sqrt 3) = -3.4641; two-sided with 2 degrees: .0742.
    expect(perLanguage['en']!.evidence!.corrected.holm).toBe(0.5);
    expect(perLanguage['en']!.evidence!.p.t).toBeCloseTo(0.0742, 4);
    const hits = compareScores(a, b, options, 'hit@1').differences;
    expect(hits.monolingual.perLanguage['de']).toMatchObject({ a: 0.5, b: 1, difference: 0.5 });
    expect(compareScores(a, b, options).differences.monolingual.map!.difference).toBe(0);
  });

  it('is the mirror image the other way round, and the same again with the same seed', () => {
    const [a, b] = [scoresOf(a40), scoresOf(b40)];
    const there = compareScores(a, b, options).differences.crosslingual.map!;
    const back = compareScores(b, a, options).differences.crosslingual.map!;
    expect(back.difference).toBe(-there.difference);
    expect(back.evidence!.p).toEqual(there.evidence!.p);
    expect(back.evidence!.interval.low).toBeCloseTo(-there.evidence!.interval.high, 12);
    expect(compareScores(a, b, options).differences.crosslingual.map).toEqual(there);
  });

  it('finds no difference between a result and itself', () => {
    const { map } = compareScores(scoresOf(a40), scoresOf(a40), options).differences.multilingual;
    expect(map).toMatchObject({ difference: 0, evidence: { interval: { low: 0, high: 0 } } });
    expect(map!.evidence!.p).toEqual({ randomisation: 1, t: null, wilcoxon: null });
    expect(map!.evidence!.significant).toBe(false);
  });
});
