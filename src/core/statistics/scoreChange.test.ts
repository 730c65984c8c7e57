import { describe, expect, it } from 'vitest';
import expected from '../../../fixtures/metrics/statistics/expected.json';
import type { PerQueryScores } from '../metrics/perQuery';
import { compareScores } from './compareScores';
import { CHANGE, scoreChange } from './scoreChange';

const { a10, b10 } = expected.samples;

function scoresOf(ap: readonly number[], languages: readonly string[]): PerQueryScores {
  return Object.fromEntries(
    languages.map((language) => [
      language,
      {
        queries: ap.map((_, i) => `${language}-${i}`),
        questions: ap.map((_, i) => `${i}`),
        averagePrecision: Object.fromEntries(languages.map((passages) => [passages, [...ap]])),
        multilingual: [...ap],
      },
    ]),
  );
}

describe('scoreChange', () => {
  const [before, now] = [a10, b10].map((ap) => scoresOf(ap, ['de', 'en'])) as [
    PerQueryScores,
    PerQueryScores,
  ];
  const change = scoreChange(before, now, 0, (question) => (Number(question) < 4 ? 'law' : 'food'));

  it("has SciPy's exact p of ten questions, and Holm's over the four cells of the heatmap", () => {
    const { p_two_sided: p } = expected.sign_flip_permutation_exact['10'];
    const cell = change.crosslingual.pairs['en-de']!;
    expect(cell.p).toBe(p);
    expect(cell.holm).toBe(Math.min(1, 4 * p));
    // Four equal p: the largest of them times 4/4.
    expect(cell.benjaminiHochberg).toBe(p);
    expect(cell.significant).toBe(false);
    const { mean_difference_b_minus_a: difference } = expected.paired_t_test_b_minus_a['10'];
    expect(cell.difference).toBeCloseTo(difference, 12);
    expect(cell.low).toBeLessThan(difference);
    expect(cell.high).toBeGreaterThan(difference);
  });

  it('is the same difference that `compare` finds', () => {
    const { differences } = compareScores(before, now, CHANGE);
    for (const [language, { difference, evidence }] of Object.entries(differences.multilingual.perLanguage)) {
      expect(change.multilingual.perLanguage[language]).toMatchObject({
        difference,
        low: evidence!.interval.low,
        high: evidence!.interval.high,
        holm: evidence!.corrected.holm,
      });
    }
  });

  it('splits the settings by domain', () => {
    const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const moved = a10.map((a, i) => b10[i]! - a);
    expect(Object.keys(change.domains).sort()).toEqual(['food', 'law']);
    expect(change.domains['law']!.monolingual!.difference).toBeCloseTo(meanOf(moved.slice(0, 4)), 12);
    expect(change.domains['food']!.multilingual!.difference).toBeCloseTo(meanOf(moved.slice(4)), 12);
  });

  it('can call a cell of 132 significant, and none of them where nothing moved', () => {
    // Eleven languages, 30 questions, all of them better by a fifth to a half.
    const languages = [...'abcdefghijk'];
    const low = Array.from({ length: 30 }, (_, i) => 0.1 + (i % 3) / 10);
    const high = low.map((ap, i) => ap + 0.2 + (i % 4) / 10);
    const [a, b] = [scoresOf(low, languages), scoresOf(high, languages)];
    const better = scoreChange(a, b, 0, () => 'all');
    expect(Object.keys(better.crosslingual.pairs)).toHaveLength(110);
    expect(Object.values(better.crosslingual.pairs).every(({ significant }) => significant)).toBe(true);
    const same = scoreChange(a, a, 0, () => 'all');
    expect(Object.values(same.crosslingual.pairs).some(({ significant }) => significant)).toBe(false);
    expect(same.crosslingual.map).toMatchObject({ difference: 0, low: 0, high: 0, p: 1 });
  });
});
