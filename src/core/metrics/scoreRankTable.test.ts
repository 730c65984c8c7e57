import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import full from '../../../fixtures/metrics/languages/expected.json';
import partial from '../../../fixtures/metrics/languages/expected-partial-qrels.json';
import { scores as scoresSchema } from '../../protocol/scores';
import { createRankCounter } from '../rankCount';
import { buildRankRequest } from '../rankRequest';
import { fixtureTable, hasRelevant, LANGUAGES, QUERIES } from '../testing/languagesFixture';
import { parallelCorpus } from '../testing/parallelCorpus';
import { ranksInLanguage, ranksInPool } from './ranks';
import { scoreRankTable } from './scoreRankTable';

const close = (found: number | null | undefined, expected: number) => {
  expect(found).toBeTypeOf('number');
  expect(Math.abs(found! - expected)).toBeLessThan(1e-12);
};

describe.each([
  ['all relevants', false, full],
  ['languages that lack the relevant', true, partial],
])('fixtures/metrics/languages, %s', (_, isPartial, expected) => {
  const { table, labels } = fixtureTable(isPartial);
  const scores = scoreRankTable(table, labels);
  const pairs = LANGUAGES.flatMap((x, xi) => LANGUAGES.map((y, yi) => ({ x, y, xi, yi, key: `${x}-${y}` })));
  const cross = pairs.filter(({ x, y }) => x !== y);

  it('finds the ranks in the pool of each language and in the whole pool', () => {
    const inLanguage: Record<string, (number | null)[]> = expected.language_pair_pool.rank_of_relevant;
    const inPool = expected.multilingual.rank_of_relevant as Record<string, unknown>;
    for (const [xi, x] of LANGUAGES.entries()) {
      const rows = Array.from({ length: QUERIES }, (_, i) => xi * QUERIES + i);
      // One relevant passage in each language that has it, in the order of the languages.
      const ranks = rows.map((row) => LANGUAGES.flatMap((_, yi) => [...ranksInPool(table, row, yi)]));
      expect(ranks).toEqual(inPool[x]);
      for (const [row, list] of ranks.entries())
        expect([...ranksInPool(table, rows[row]!)]).toEqual(list.toSorted((a, b) => a - b));
      for (const [yi, y] of LANGUAGES.entries()) {
        const own = rows.map((row) => ranksInLanguage(table, row, yi)[0] ?? null);
        expect(own).toEqual(inLanguage[`${x}-${y}`]);
      }
    }
  });

  it('scores the monolingual and the cross-lingual setting', () => {
    const { ap, ndcg_at_10, recall_at_1, queries_scored } = expected.language_pair_pool;
    for (const { x, y, xi, yi, key } of pairs) {
      const cell = x === y ? scores.monolingual.perLanguage[x]! : scores.crosslingual.pairs[key]!;
      close(cell.map, ap[xi]![yi]!);
      close(cell['ndcg@10'], ndcg_at_10[xi]![yi]!);
      close(cell['recall@1'], recall_at_1[xi]![yi]!);
      expect(cell.queries).toBe(queries_scored[xi]![yi]);
      const ranks = (expected.language_pair_pool.rank_of_relevant as Record<string, (number | null)[]>)[key]!;
      const scored = ranks.filter((rank) => rank !== null);
      close(cell['mrr@10'], scored.reduce((sum, r) => sum + (r <= 10 ? 1 / r : 0), 0) / scored.length);
    }
    expect(Object.keys(scores.crosslingual.pairs)).toHaveLength(12);
    close(scores.monolingual.map, expected.monolingual.ap.mean);
    close(scores.crosslingual.map, expected.cross_lingual.ap.mean_over_12_pairs);
  });

  it('scores the multilingual setting', () => {
    const { ap, ndcg_at_10, recall_at_10 } = expected.multilingual;
    for (const [xi, x] of LANGUAGES.entries()) {
      const cell = scores.multilingual.perLanguage[x]!;
      close(cell.map, ap.per_query_language[xi]!);
      close(cell['ndcg@10'], ndcg_at_10.per_query_language[xi]!);
      close(cell['recall@10'], recall_at_10.per_query_language[xi]!);
      expect(cell.queries).toBe(QUERIES);
    }
    close(scores.multilingual.map, ap.mean_over_query_languages);
  });

  it('scores strong alignment', () => {
    for (const { xi, yi, key } of pairs) {
      close(scores.strong.pairs[key]!.mrr, expected.H_strong_mrr_other_relevants_removed[xi]![yi]!);
    }
  });

  it('measures language bias', () => {
    const { rankDistance, languagePreference, ...bias } = scores.languageBias;
    const shares = expected.top_10_language_share.rows_query_language_columns_passage_language;
    for (const [xi, x] of LANGUAGES.entries()) {
      close(rankDistance.perLanguage[x], expected.rank_distance.per_query_language[xi]!);
      close(languagePreference.perLanguage[x], expected.lpr_own_definition.per_query_language[xi]!);
      for (const [yi, y] of LANGUAGES.entries()) close(bias['languageShare@10'][x]![y], shares[xi]![yi]!);
    }
    close(rankDistance.mean, expected.rank_distance.language_bias);
  });

  it('measures the oracle gap by its definition', () => {
    const inLanguage = expected.language_pair_pool.rank_of_relevant as Record<string, (number | null)[]>;
    const inPool = expected.multilingual.rank_of_relevant as unknown as Record<string, number[][]>;
    for (const { x, yi, key } of cross) {
      const gaps = inLanguage[key]!.flatMap((alone, i) => {
        if (alone === null) return [];
        const before = LANGUAGES.slice(0, yi).filter((_, l) => hasRelevant(i, l, isPartial)).length;
        return [1 / alone - 1 / inPool[x]![i]![before]!];
      });
      close(scores.languageBias.oracleGap[key], gaps.reduce((a, b) => a + b) / gaps.length);
    }
    expect(Object.keys(scores.languageBias.oracleGap)).toHaveLength(12);
  });

  it('gives a domain the same groups over its own queries in the same pool', () => {
    const ranks = (expected.language_pair_pool.rank_of_relevant as Record<string, (number | null)[]>)[
      'en-ar'
    ]!;
    for (const [domain, parity] of [
      ['even', 0],
      ['odd', 1],
    ] as const) {
      const own = ranks.filter((rank, i) => rank !== null && i % 2 === parity) as number[];
      const cell = scores.domains[domain]!.crosslingual.pairs['en-ar']!;
      close(cell.map, own.reduce((sum, rank) => sum + 1 / rank, 0) / own.length);
      expect(cell.queries).toBe(own.length);
    }
    expect(Object.keys(scores.domains).sort()).toEqual(['even', 'odd']);
  });

  it('has the shape that results are written in', () => {
    expect(scoresSchema.parse(scores)).toEqual(scores);
  });
});

describe('scoreRankTable', () => {
  /** Ranks a corpus by given scores; `score` takes corpus query and passage. */
  function scoreWith(
    corpus: ReturnType<typeof parallelCorpus>,
    score: (query: number, passage: number) => number,
    scope: { languages: string[]; domains: string[] } = { languages: [], domains: [] },
  ) {
    const { request } = buildRankRequest(corpus, { ...scope, topK: 10 });
    const counter = createRankCounter(request);
    for (const [row, query] of request.queries.entries()) {
      counter.add(
        row,
        1,
        Float32Array.from(request.candidatePassage, (passage) => score(query, passage)),
      );
    }
    const rows = Array.from(request.queries, (query) => corpus.queries[query]!);
    const labels = { domain: rows.map((q) => q.domain), group: rows.map((q) => q.group) };
    return scoreRankTable(counter.table(), labels);
  }

  it('gives AP over several relevant passages of one language, by hand', () => {
    const corpus = parallelCorpus({ languages: ['en'], questions: 1, passages: 5 });
    corpus.relevant[0] = [0, 2, 4];
    // Ranks 1, 3, 5: AP = (1 + 2/3 + 3/5) / 3; nDCG = (1 + 1/2 + 1/log2(6)) / (1 + 1/log2(3) + 1/2).
    const { monolingual, crosslingual, languageBias } = scoreWith(corpus, (_, passage) => -passage);
    const { map, ...rest } = monolingual.perLanguage['en']!;
    close(map, (1 + 2 / 3 + 3 / 5) / 3);
    close(rest['recall@1'], 1 / 3);
    close(rest['mrr@10'], 1);
    close(rest['ndcg@10'], (1.5 + 1 / Math.log2(6)) / (1.5 + 1 / Math.log2(3)));
    expect(crosslingual).toEqual({ map: null, pairs: {} });
    expect(languageBias.rankDistance).toEqual({ mean: 4, perLanguage: { en: 4 }, floor: 2, chance: 3 });
  });

  it('has no rank distance where no query has two relevant passages', () => {
    const corpus = parallelCorpus({ languages: ['en'], questions: 3 });
    const { languageBias } = scoreWith(corpus, () => 0);
    expect(languageBias.rankDistance).toEqual({ mean: null, perLanguage: {}, floor: null, chance: null });
  });

  it('scores query languages without candidates across languages only', () => {
    const corpus = parallelCorpus({ languages: ['de', 'en'], questions: 3, answers: (_, l) => l === 'de' });
    corpus.passages = corpus.passages.filter((passage) => passage.language === 'de');
    const scores = scoreWith(corpus, (query, passage) => (query % 3 === passage ? 1 : 0));
    expect(Object.keys(scores.monolingual.perLanguage)).toEqual(['de']);
    expect(Object.keys(scores.crosslingual.pairs)).toEqual(['en-de']);
    expect(scores.languageBias.languagePreference).toEqual({ perLanguage: { de: 1 } });
    expect(scores.languageBias['languageShare@10']['en']).toEqual({ de: 1, en: 0 });
    expect(scores.consistency.rankC['en-de']).toBeGreaterThan(0.9);
  });

  const anyScores = fc
    .record({ questions: fc.integer({ min: 1, max: 6 }), extra: fc.nat(4) })
    .chain(({ questions, extra }) => {
      const n = 3 * (questions + extra);
      return fc.record({
        corpus: fc.constant(
          parallelCorpus({ languages: ['ar', 'en', 'zh'], questions, passages: questions + extra }),
        ),
        cells: fc.array(fc.integer({ min: -3, max: 3 }), {
          minLength: 3 * questions * n,
          maxLength: 3 * questions * n,
        }),
        n: fc.constant(n),
      });
    });

  it('keeps every number in its range', () => {
    fc.assert(
      fc.property(anyScores, ({ corpus, cells, n }) => {
        const scores = scoreWith(corpus, (query, passage) => cells[query * n + passage]!);
        expect(scoresSchema.safeParse(scores).success).toBe(true);
        for (const share of Object.values(scores.languageBias['languageShare@10'])) {
          close(
            Object.values(share).reduce((a, b) => a + b),
            1,
          );
        }
        for (const gap of Object.values(scores.languageBias.oracleGap)) expect(gap).toBeGreaterThanOrEqual(0);
        expect(scores.languageBias.rankDistance.mean).toBeGreaterThanOrEqual(2);
        expect(scores.languageBias.rankDistance.mean).toBeLessThan(n);
        close(scores.consistency.rankC['ar-en'], scores.consistency.rankC['en-ar']!);
      }),
    );
  });

  it('is 1 everywhere for a perfect ranking', () => {
    const corpus = parallelCorpus({ languages: ['ar', 'en', 'zh'], questions: 4, passages: 6 });
    const scores = scoreWith(corpus, (query, passage) => (query % 4 === passage % 6 ? 1 : 0));
    expect([scores.monolingual.map, scores.crosslingual.map, scores.multilingual.map]).toEqual([1, 1, 1]);
    expect(Object.values(scores.strong.pairs).every(({ mrr }) => mrr === 1)).toBe(true);
    expect(scores.languageBias.rankDistance.mean).toBe(2);
  });

  it('does not depend on the order of queries, nor on that of passages where nothing ties', () => {
    const n = 3 * 8;
    const distinct = fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n });
    const shuffle = fc.shuffledSubarray([...Array(8).keys()], { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(distinct, { minLength: 15, maxLength: 15 }), shuffle, (cells, passageOrder) => {
        const corpus = parallelCorpus({ languages: ['ar', 'en', 'zh'], questions: 5, passages: 8 });
        const plain = scoreWith(corpus, (query, passage) => cells[query]![passage]!);
        // Passage p of the shuffled corpus is passage original(p) of the plain one; queries are reversed.
        const original = (passage: number) => passage - (passage % 8) + passageOrder[passage % 8]!;
        const moved = (passage: number) => passage - (passage % 8) + passageOrder.indexOf(passage % 8);
        const reversed = [...corpus.queries.keys()].reverse();
        const shuffled = {
          ...corpus,
          queries: reversed.map((query) => corpus.queries[query]!),
          passages: corpus.passages.map((_, passage) => corpus.passages[original(passage)]!),
          relevant: reversed.map((query) => corpus.relevant[query]!.map(moved).sort((a, b) => a - b)),
        };
        const again = scoreWith(shuffled, (query, passage) => cells[reversed[query]!]![original(passage)]!);
        expect(rounded(again)).toEqual(rounded(plain));
      }),
      { numRuns: 50 },
    );
  });
});

/** Sums in another order differ in the last digits. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' ? Number(v.toFixed(12)) : v)),
  );
}
