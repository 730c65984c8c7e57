/** The order in which data come decides no figure; ties alone are broken by it, and here nothing ties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Corpus } from './corpus';
import { exposureOf } from './exposure/exposure';
import { scoreGeometry } from './geometry/scoreGeometry';
import { scorePerQuery } from './metrics/perQuery';
import { scoreRankTable } from './metrics/scoreRankTable';
import { createRankCounter } from './rankCount';
import { buildRankRequest } from './rankRequest';
import { createRng } from './rng';
import { compareScores } from './statistics/compareScores';
import { scoreChange } from './statistics/scoreChange';
import { scoreIntervals } from './statistics/scoreIntervals';
import { finished } from './testing/finished';
import { parallelCorpus } from './testing/parallelCorpus';
import { shuffledCorpus } from './testing/shuffledCorpus';

/** Ten questions: 2^10 sign patterns are more than the rounds below, so that the test draws them. */
const OPTIONS = { rounds: 100, level: 0.95, seed: 1 };
const domain = (i: number) => (i % 3 === 0 ? 'law' : 'arts');
const corpus = parallelCorpus({
  ...{ languages: ['ar', 'en', 'zh'], questions: 10, passages: 12, domain },
  asks: (i, language) => language !== 'zh' || i !== 4,
  answers: (i, language) => language !== 'ar' || i !== 7,
});
const passageIds = corpus.passages.map(({ id }) => id);

/** A made-up encoder: each query has the passages in an order of its own, whatever the order of the corpus. */
function evaluation(of: Corpus, encoder: number) {
  const { request } = buildRankRequest(of, { languages: [], domains: [], topK: 10 });
  const counter = createRankCounter(request);
  for (const [row, query] of request.queries.entries()) {
    const own = corpus.queries.findIndex(({ id }) => id === of.queries[query]!.id);
    const places = createRng(encoder, own).sample(passageIds.length, passageIds.length);
    const scores = new Map(passageIds.map((id, i) => [id, places[i]!]));
    counter.add(
      row,
      1,
      Float32Array.from(request.candidatePassage, (passage) => scores.get(of.passages[passage]!.id)!),
    );
  }
  const table = counter.table();
  const rows = Array.from(request.queries, (query) => of.queries[query]!);
  const labels = { domain: rows.map((q) => q.domain), group: rows.map((q) => q.group) };
  return { table, labels, perQuery: scorePerQuery(table, of.queries) };
}

function figuresOf(of: Corpus) {
  const [before, now] = [evaluation(of, 1), evaluation(of, 2)];
  const domainOf = (question: string) => domain(Number(question.slice(1)));
  return {
    scores: scoreRankTable(now.table, now.labels),
    intervals: finished(scoreIntervals(now.table, now.labels, OPTIONS)),
    change: scoreChange(before.perQuery, now.perQuery, 0, domainOf, OPTIONS),
    comparison: compareScores(before.perQuery, now.perQuery, OPTIONS),
  };
}

/** Sums in another order differ in the last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' ? Number(v.toFixed(10)) || 0 : v)),
  );

const anyShuffle = fc.integer({ min: 1 }).map((seed) => shuffledCorpus(corpus, createRng(seed)));

describe('the order of queries and passages', () => {
  it('changes no score, interval, difference or p', () => {
    const plain = rounded(figuresOf(corpus));
    fc.assert(
      fc.property(anyShuffle, (shuffled) => {
        expect(rounded(figuresOf(shuffled))).toEqual(plain);
      }),
      { numRuns: 8 },
    );
  });

  it('changes no geometry', () => {
    const geometryOf = (of: Corpus) =>
      scoreGeometry(
        of.queries.map(({ id, language, domain, group }) => {
          const rng = createRng(
            7,
            corpus.queries.findIndex((query) => query.id === id),
          );
          return {
            language,
            domain,
            group,
            vector: Float32Array.from({ length: 4 }, () => rng.int(1000) - 499.5),
          };
        }),
      );
    const plain = rounded(geometryOf(corpus));
    fc.assert(
      fc.property(anyShuffle, (shuffled) => {
        expect(rounded(geometryOf(shuffled))).toEqual(plain);
      }),
      { numRuns: 8 },
    );
  });

  it('draws the same sample of passages for near-duplicates', { timeout: 30_000 }, () => {
    // Of 10,100 evaluated passages, more than are looked at, every twentieth is trained on but for a letter.
    const evaluatedPassages = 10_100;
    const large = parallelCorpus({ languages: ['en'], questions: 1, passages: evaluatedPassages + 505 });
    const words = (i: number) =>
      Array.from({ length: 3 }, (_, w) => ((i + 1) * 7919 + w * 104729) % 1_000_003);
    for (const [i, passage] of large.passages.entries()) {
      const near = i >= evaluatedPassages;
      passage.text = `${words(near ? (i - evaluatedPassages) * 20 : i).join(' ')} ${near ? 'n' : 'e'}`;
    }
    const shareOf = (of: Corpus) => {
      const ending = (end: RegExp) =>
        new Set([...of.passages.keys()].filter((i) => end.test(of.passages[i]!.text)));
      const evaluated = { queries: new Set<number>(), passages: ending(/e$/) };
      const trained = { queries: new Set<number>(), passages: ending(/n$/) };
      return finished(exposureOf(of, evaluated, trained, 0)).nearDuplicates;
    };
    expect(shareOf(large).passages).toBeGreaterThan(0.04);
    expect(shareOf(shuffledCorpus(large, createRng(3)))).toEqual(shareOf(large));
  });
});
