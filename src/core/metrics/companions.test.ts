import { describe, expect, it } from 'vitest';
import companions from '../../../fixtures/metrics/companions/expected.json';
import statistics from '../../../fixtures/metrics/statistics/expected.json';
import full from '../../../fixtures/metrics/languages/expected.json';
import partial from '../../../fixtures/metrics/languages/expected-partial-qrels.json';
import { chiSquareTail } from '../statistics/distributions';
import { fixtureTable, hasRelevant, LANGUAGES, QUERIES } from '../testing/languagesFixture';
import { addRank, emptySums, equalRanksP } from './peer';
import { headCorrelation } from './rankCorrelation';
import { scoreRankTable } from './scoreRankTable';
import { spreadOf } from './spread';

const close = (found: number | null | undefined, expected: number, digits = 12) => {
  expect(found).toBeTypeOf('number');
  expect(Math.abs(found! - expected)).toBeLessThan(10 ** -digits);
};
const meanOf = (values: number[]) => values.reduce((a, b) => a + b) / values.length;

describe.each([
  ['all relevants', false, full, companions.full],
  ['languages that lack the relevant', true, partial, companions.partial],
])('fixtures/metrics, %s', (_, isPartial, expected, companion) => {
  const { table, labels } = fixtureTable(isPartial, 240);
  const { languageBias, ...scores } = scoreRankTable(table, labels);

  it('gives every metric of a cell in the settings of one language', () => {
    const { ap_at_20, recall_at_1, recall_at_5, recall_at_10, recall_at_100 } = expected.language_pair_pool;
    for (const [xi, x] of LANGUAGES.entries()) {
      for (const [yi, y] of LANGUAGES.entries()) {
        const cell = x === y ? scores.monolingual.perLanguage[x]! : scores.crosslingual.pairs[`${x}-${y}`]!;
        close(cell['map@20'], ap_at_20[xi]![yi]!);
        close(cell['recall@1'], recall_at_1[xi]![yi]!);
        close(cell['recall@5'], recall_at_5[xi]![yi]!);
        close(cell['recall@10'], recall_at_10[xi]![yi]!);
        close(cell['recall@100'], recall_at_100[xi]![yi]!);
        // One relevant passage: what is found at k is found k times over among k places.
        close(cell['precision@1'], recall_at_1[xi]![yi]!);
        close(cell['precision@5'], recall_at_5[xi]![yi]! / 5);
        close(cell['precision@10'], recall_at_10[xi]![yi]! / 10);
        close(cell['hit@1'], recall_at_1[xi]![yi]!);
        close(cell['hit@10'], recall_at_10[xi]![yi]!);
      }
    }
  });

  it('gives every metric of a cell in the whole pool', () => {
    const { ap_at_20, recall_at_1, recall_at_5, recall_at_100, rank_of_relevant } = expected.multilingual;
    for (const [xi, x] of LANGUAGES.entries()) {
      const cell = scores.multilingual.perLanguage[x]!;
      close(cell['map@20'], ap_at_20.per_query_language[xi]!);
      close(cell['recall@1'], recall_at_1.per_query_language[xi]!);
      close(cell['recall@5'], recall_at_5.per_query_language[xi]!);
      close(cell['recall@100'], recall_at_100.per_query_language[xi]!);
      const ranks = (rank_of_relevant as unknown as Record<string, number[][]>)[x]!;
      const found = (cutoff: number) => ranks.map((own) => own.filter((rank) => rank <= cutoff).length);
      for (const k of [1, 5, 10] as const) close(cell[`precision@${k}`], meanOf(found(k)) / k);
      for (const k of [1, 10] as const) close(cell[`hit@${k}`], meanOf(found(k).map((n) => Math.min(1, n))));
      close(cell['mrr@10'], meanOf(ranks.map((own) => Math.min(...own)).map((r) => (r <= 10 ? 1 / r : 0))));
    }
  });

  it('counts hits of strong alignment beside its MRR', () => {
    const ranks = expected.multilingual.rank_of_relevant as unknown as Record<string, number[][]>;
    for (const x of LANGUAGES) {
      for (const [yi, y] of LANGUAGES.entries()) {
        const own = ranks[x]!.flatMap((list, i) => {
          if (!hasRelevant(i, yi, isPartial)) return [];
          const before = LANGUAGES.slice(0, yi).filter((_, l) => hasRelevant(i, l, isPartial)).length;
          const rank = list[before]!;
          return rank - list.filter((other) => other < rank).length;
        });
        const cell = scores.strong.pairs[`${x}-${y}`]!;
        close(cell['recall@1'], meanOf(own.map((rank) => (rank === 1 ? 1 : 0))));
        close(cell['recall@10'], meanOf(own.map((rank) => (rank <= 10 ? 1 : 0))));
        expect(cell.queries).toBe(own.length);
      }
    }
  });

  it('sets floor and chance beside the rank distance', () => {
    // Relevants R of question i: four, or three where one language lacks it (every third); N = 240.
    const relevants = Array.from({ length: QUERIES }, (_, i) => (isPartial && i % 3 === 0 ? 3 : 4));
    close(languageBias.rankDistance.floor, meanOf(relevants) - 1);
    close(languageBias.rankDistance.chance, meanOf(relevants.map((r) => (241 * (r - 1)) / (r + 1))));
  });

  it('gives shares in the relevant sets and in the pool', () => {
    for (const x of LANGUAGES) {
      for (const [yi, y] of LANGUAGES.entries()) {
        const own = Array.from({ length: QUERIES }, (_, i) => {
          const count = LANGUAGES.filter((_, l) => hasRelevant(i, l, isPartial)).length;
          return hasRelevant(i, yi, isPartial) ? 1 / count : 0;
        });
        close(languageBias.relevantShare[x]![y], meanOf(own));
        close(languageBias.poolShare[y], 1 / 4);
      }
    }
  });

  it('finds violations of strong alignment and the recall of target languages', () => {
    for (const [xi, x] of LANGUAGES.entries()) {
      close(languageBias.violationRate.perLanguage[x], companion.violation_rate[xi]!);
      close(languageBias['targetRecall@20'].perLanguage[x], expected.tlr_at_20.per_query_language[xi]!);
    }
    close(languageBias.violationRate.mean, meanOf(companion.violation_rate));
    // Where all languages have as many triples, their mean is the share of all triples.
    if (!isPartial) close(languageBias.violationRate.mean, expected.strong_alignment_violations.rate);
    close(languageBias['targetRecall@20'].mean, expected.tlr_at_20.mean);
  });

  it('computes PEER as peer_measure does', () => {
    const { table, labels } = fixtureTable(isPartial, 100);
    const { peer } = scoreRankTable(table, labels).languageBias;
    expect(peer.cutoff).toBe(100);
    expect(peer.degenerate).toBe(true);
    const doubled = fixtureTable(isPartial, 100, true);
    const wide = scoreRankTable(doubled.table, doubled.labels).languageBias.peer;
    expect(wide.degenerate).toBe(false);
    for (const [xi, x] of LANGUAGES.entries()) {
      close(peer.level0.perLanguage[x], companion.peer_level0_at_100[xi]!, 9);
      close(peer.relevant.perLanguage[x], companion.peer_relevant_at_100[xi]!, 9);
      close(wide.relevant.perLanguage[x], companion.peer_two_relevants_at_100[xi]!, 9);
    }
    close(peer.level0.mean, meanOf(companion.peer_level0_at_100), 9);
  });

  it.each([
    [100, companion.gold_rankc_top_100],
    [240, companion.gold_rankc_top_240],
  ])(
    'compares the order of parallel passages within the first %i',
    (topK, { matrix, candidates, chance }) => {
      const { table, labels } = fixtureTable(isPartial, topK);
      const { passages } = scoreRankTable(table, labels).consistency;
      for (const [xi, x] of LANGUAGES.entries()) {
        for (const [yi, y] of LANGUAGES.entries()) {
          if (x !== y) close(passages.rankC[`${x}-${y}`], matrix[xi]![yi]!);
        }
      }
      expect(Object.keys(passages.rankC)).toHaveLength(12);
      close(passages.candidates, candidates);
      close(passages.chance, chance);
    },
  );

  it('correlates the first ten of two languages', () => {
    const { mrc } = scores.consistency;
    const means = LANGUAGES.map((x, xi) => {
      const others = LANGUAGES.flatMap((y, yi) => (x === y ? [] : [companion.mrc_at_10[xi]![yi]!]));
      for (const [yi, y] of LANGUAGES.entries()) {
        if (x !== y) close(mrc.pairs[`${x}-${y}`], companion.mrc_at_10[xi]![yi]!);
      }
      close(mrc.perLanguage[x], meanOf(others));
      return meanOf(others);
    });
    expect(mrc.cutoff).toBe(10);
    close(mrc.mean, meanOf(means));
  });

  it('names the worst and the best language and domain', () => {
    const perLanguage = expected.monolingual.ap.per_language;
    const { range, deviation, worst, best } = scores.spread.languages.monolingual!;
    close(range, Math.max(...perLanguage) - Math.min(...perLanguage));
    const center = meanOf(perLanguage);
    close(deviation, Math.sqrt(meanOf(perLanguage.map((value) => (value - center) ** 2))));
    expect(worst.name).toBe(LANGUAGES[perLanguage.indexOf(Math.min(...perLanguage))]);
    expect(best.name).toBe(LANGUAGES[perLanguage.indexOf(Math.max(...perLanguage))]);
    const [even, odd] = ['even', 'odd'].map((name) => scores.domains[name]!.multilingual.map!);
    close(scores.spread.domains.multilingual!.range, Math.abs(even! - odd!));
    // The deviation of two values is half their distance.
    close(scores.spread.domains.multilingual!.deviation, Math.abs(even! - odd!) / 2);
  });
});

describe('PEER', () => {
  /** @param samples ranks by language, null beyond the cutoff */
  const pOf = (samples: (number | null)[][]) => {
    const sums = emptySums(samples.length);
    for (const [language, ranks] of samples.entries()) {
      for (const rank of ranks) addRank(sums, language, rank);
    }
    return equalRanksP(sums);
  };

  it('is a constant where each language has one relevant passage', () => {
    // 11 languages: 1 - chi-square CDF(10; 10).
    close(
      pOf(Array.from({ length: 11 }, (_, i) => [3 * i + 1])),
      statistics.distributions.peer_degenerate_case.p,
      9,
    );
    close(pOf(Array.from({ length: 11 }, (_, i) => [1 + ((i * i * 7) % 97)])), 0.4405, 4);
  });

  it('is the p of Kruskal-Wallis where languages have several', () => {
    const { groups, p } = statistics.kruskal_wallis;
    close(pOf(groups), p, 9);
  });

  it('is 1 where nothing is retrieved, where one language alone is, and where all ranks are one', () => {
    expect(pOf([[], []])).toBe(1);
    expect(pOf([[null, null], [null]])).toBe(1);
    expect(pOf([[4, 9], []])).toBe(1);
    // Rank 3, and one beyond the cutoff, which gets (2*2 + 1 + 1) / 2 = 3.
    expect(pOf([[3], [null]])).toBe(1);
  });

  it('has the tail of the chi-square distribution', () => {
    for (const { x, df, p } of statistics.distributions.chi2_sf) {
      expect(Math.abs(chiSquareTail(x, df) / p - 1)).toBeLessThan(1e-10);
    }
  });
});

describe('headCorrelation', () => {
  it('is Spearman’s over the union of both heads, by hand', () => {
    // Ranks of the items 1, 2, 3: in one 1, 2, 3; in the other 3, 1, 2: 1 - 6 (4 + 1 + 1) / (3 * 8) = -0.5.
    close(headCorrelation([1, 2], [2, 3]), -0.5);
    close(headCorrelation([1, 2, 3], [1, 2, 3]), 1);
    close(headCorrelation([1, 2, 3], [3, 2, 1]), -1);
    expect(headCorrelation([7], [7])).toBe(1);
    close(headCorrelation([7], [8]), -1);
  });
});

describe('spreadOf', () => {
  it('is none of fewer than two groups and takes the first by name of equal ones', () => {
    expect(
      spreadOf([
        ['en', 0.5],
        ['de', null],
      ]),
    ).toBeNull();
    const { worst, best } = spreadOf([
      ['en', 0.5],
      ['de', 0.5],
    ])!;
    expect([worst.name, best.name]).toEqual(['de', 'de']);
  });
});
