import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import expectedCounts from '../../fixtures/metrics/languages/expected.json';
import type { IsoglotError } from './errors';
import { createRankCounter } from './rankCount';
import type { RankRequest, RankTable } from './rankTable';
import { fixtureTable, LANGUAGES, QUERIES } from './testing/languagesFixture';

/** The definitions of `RankTable`, word by word. */
function bruteForce(request: RankRequest, scores: Float32Array): Omit<RankTable, keyof RankRequest> {
  const candidates = [...request.candidateLanguage.keys()];
  const inLanguage = (l: number) => candidates.filter((c) => request.candidateLanguage[c] === l);
  const numbers = [...request.languages.keys()];
  const rows = [...request.queries.keys()];
  const score = (row: number, c: number) => scores[row * candidates.length + c]!;
  const order = rows.map((row) => [...candidates].sort((a, b) => score(row, b) - score(row, a) || a - b));
  const perRelevant = (count: (row: number, relevant: number, c: number) => boolean) =>
    rows.flatMap((row) =>
      [...request.relevant.subarray(request.offsets[row], request.offsets[row + 1])].flatMap((relevant) =>
        numbers.map((l) => inLanguage(l).filter((c) => count(row, relevant, c)).length),
      ),
    );
  const heads = order.map((ranking) => Array.from({ length: request.topK }, (_, k) => ranking[k] ?? -1));
  return {
    higher: Int32Array.from(perRelevant((row, relevant, c) => score(row, c) > score(row, relevant))),
    tiedBefore: Int32Array.from(
      perRelevant((row, relevant, c) => score(row, c) === score(row, relevant) && c < relevant),
    ),
    top: Int32Array.from(heads.flat()),
    topScores: Float32Array.from(heads.flatMap((head, row) => head.map((c) => (c < 0 ? 0 : score(row, c))))),
    best: Int32Array.from(
      order.flatMap((ranking) =>
        numbers.map((l) => ranking.find((c) => request.candidateLanguage[c] === l) ?? -1),
      ),
    ),
  };
}

interface Case {
  request: RankRequest;
  scores: Float32Array;
}

/** Small pools with any number of relevants per row, languages without candidates, and scores of a given kind. */
function cases(score: fc.Arbitrary<number>): fc.Arbitrary<Case> {
  return fc
    .record({
      sizes: fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }).filter((sizes) => sizes.some((n) => n > 0)),
      rows: fc.integer({ min: 1, max: 4 }),
      topK: fc.integer({ min: 1, max: 12 }),
    })
    .chain(({ sizes, rows, topK }) => {
      const languageOf = sizes.flatMap((size, language) => new Array<number>(size).fill(language));
      const n = languageOf.length;
      return fc
        .record({
          relevant: fc.array(fc.subarray([...languageOf.keys()]), { minLength: rows, maxLength: rows }),
          scores: fc.array(score, { minLength: rows * n, maxLength: rows * n }),
        })
        .map(({ relevant, scores }) => ({
          request: {
            languages: sizes.map((_, language) => `l${language}`),
            candidateLanguage: Int32Array.from(languageOf),
            candidatePassage: Int32Array.from(languageOf.keys()),
            queries: Int32Array.from({ length: rows }, (_, row) => row),
            queryLanguage: new Int32Array(rows),
            offsets: Int32Array.from([
              0,
              ...relevant.map((_, row) => relevant.slice(0, row + 1).flat().length),
            ]),
            relevant: Int32Array.from(relevant.flat()),
            topK,
          },
          scores: Float32Array.from(scores),
        }));
    });
}

function count({ request, scores }: Case): RankTable {
  const counter = createRankCounter(request);
  const width = request.candidateLanguage.length;
  // The last row first, then the rest as one block.
  const rows = request.queries.length;
  counter.add(rows - 1, 1, scores.subarray((rows - 1) * width));
  counter.add(0, rows - 1, scores.subarray(0, (rows - 1) * width));
  return counter.table();
}

const heavyTies = fc.constantFrom(-1, 0, -0, 0.5, 1);
const extremes = fc.oneof(fc.constantFrom(-Infinity, Infinity, 0), fc.float({ noNaN: true }));
const cosines = fc.float({ min: -1, max: 1, noNaN: true });

describe('createRankCounter', () => {
  it.each([
    ['heavy ties', heavyTies],
    ['cosines', cosines],
    ['extreme scores', extremes],
  ])('agrees with counting one by one: %s', (_, score) => {
    fc.assert(
      fc.property(cases(score), (example) => {
        expect(count(example)).toEqual({
          ...example.request,
          ...bruteForce(example.request, example.scores),
        });
      }),
      { numRuns: 400 },
    );
  });

  it('agrees with the tie counts of the fixture', () => {
    const { table } = fixtureTable(false);
    const counts: Record<
      string,
      Record<string, { higher_per_language: number[]; equal_others_per_language: number[] }>
    > = expectedCounts.tie_counts_first_8_queries.counts;
    for (const [key, relevants] of Object.entries(counts)) {
      const [language, query] = key.split(':');
      const row = LANGUAGES.indexOf(language!) * QUERIES + Number(query);
      for (const [relevant, { higher_per_language, equal_others_per_language }] of Object.entries(
        relevants,
      )) {
        const place = table.relevant.indexOf(Number(relevant), table.offsets[row]);
        expect(place).toBeLessThan(table.offsets[row + 1]!);
        const cells = [place * LANGUAGES.length, (place + 1) * LANGUAGES.length] as const;
        expect([...table.higher.slice(...cells)]).toEqual(higher_per_language);
        // The fixture counts equals on both sides of the relevant one.
        for (const [l, tied] of table.tiedBefore.slice(...cells).entries()) {
          expect(tied).toBeLessThanOrEqual(equal_others_per_language[l]!);
        }
      }
    }
  });

  it('orders the zero vector’s 240 ties by pool index', () => {
    const { table } = fixtureTable(false);
    const row = 2 * QUERIES + 11;
    expect([...table.top.slice(row * 10, row * 10 + 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('refuses a score that is not a number, wherever it stands', () => {
    fc.assert(
      fc.property(cases(heavyTies), fc.nat(), (example, at) => {
        example.scores[at % example.scores.length] = NaN;
        expect(() => count(example)).toThrow(expect.objectContaining({ code: 'not-finite' }) as IsoglotError);
      }),
    );
  });

  it('insists on every row once and on whole rows', () => {
    const { request, scores } = fc.sample(cases(cosines), { numRuns: 1, seed: 1 })[0]!;
    const counter = createRankCounter(request);
    expect(() => counter.table()).toThrow('row 0 has not been counted');
    expect(() => counter.add(0, 1, scores.subarray(1, 1))).toThrow(RangeError);
    counter.add(0, 1, scores);
    expect(() => counter.add(0, 1, scores)).toThrow(RangeError);
    expect(() => counter.add(request.queries.length, 1, scores)).toThrow(RangeError);
  });
});
