import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scores } from '../../protocol/scores';
import { buildRankRequest } from '../rankRequest';
import { createRankCounter } from '../rankCount';
import { createRng } from '../rng';
import { bootstrapMeans } from '../statistics/bootstrap';
import { benjaminiHochberg, holm } from '../statistics/corrections';
import { pairedT } from '../statistics/pairedT';
import { randomisationTest } from '../statistics/randomisation';
import { wilcoxonSignedRank } from '../statistics/wilcoxon';
import { parallelCorpus, type ParallelShape } from '../testing/parallelCorpus';
import { scoreGeometry, type Geometry } from '../geometry/scoreGeometry';
import { METRICS, metricEntry } from './catalogue';
import { catalogueDocument } from './catalogueDocument';
import { addRank, emptySums, equalRanksP } from './peer';
import { chanceRankC, rankC } from './rankC';
import { headCorrelation } from './rankCorrelation';
import {
  averagePrecision,
  averagePrecisionAt,
  hitAt,
  mean,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
} from './rankMetrics';
import { scoreRankTable } from './scoreRankTable';
import { spreadOf } from './spread';

const DOCUMENT = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');

/** Scores of parallel data whose queries, by language, rank passages as told, e.g. `e0 d1`: language, then number. */
function scoresOf(shape: ParallelShape, orders: Record<string, string>) {
  const corpus = parallelCorpus(shape);
  // All of the ranking, and the ten that the metrics at 10 ask for.
  const topK = Math.max(10, corpus.passages.length);
  const { request } = buildRankRequest(corpus, { languages: [], domains: [], topK });
  const counter = createRankCounter(request);
  const rows = Array.from(request.queries, (query) => corpus.queries[query]!);
  for (const [row, { language }] of rows.entries()) {
    const order = orders[language]!.split(' ');
    const scoreOf = (passage: number) => {
      const { id, language: own } = corpus.passages[passage]!;
      return -order.indexOf(own[0]! + id.split('-p')[1]!);
    };
    counter.add(row, 1, Float32Array.from(request.candidatePassage, scoreOf));
  }
  const labels = { domain: rows.map((q) => q.domain), group: rows.map((q) => q.group) };
  return scoreRankTable(counter.table(), labels);
}

/** The pool of the settings' examples; the German query is that of the language preference. */
const small = scoresOf(
  { languages: ['de', 'en'], questions: 1, passages: 6 },
  { en: 'e0 e1 d1 e2 d0 e3 e4 d2 e5 d3 d4 d5', de: 'e1 e0 d0 d1 d2 d3 d4 d5 e2 e3 e4 e5' },
);

/** English query, answers at ranks 1, 3 and 27 of 30. */
const ranked = [
  'e1',
  'e2',
  'e3',
  'e4',
  'e5',
  'e6',
  'e7',
  'e8',
  'e9',
  'd1',
  'd2',
  'd3',
  'd4',
  'd5',
  'd6',
].concat(['d7', 'd8', 'd9', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8', 'h9']);
const far = ['e0', ranked[0]!, 'd0', ...ranked.slice(1, 24), 'h0', ...ranked.slice(24)].join(' ');
const three = scoresOf(
  { languages: ['de', 'en', 'hi'], questions: 1, passages: 10, asks: (_, language) => language === 'en' },
  { en: far },
);

const passages = scoresOf(
  { languages: ['de', 'en'], questions: 3 },
  { en: 'e0 e1 e2 d0 d1 d2', de: 'd1 d0 d2 e0 e1 e2' },
).consistency.passages;

const SPARSE = [1, 4, 25];
const FIRSTS = [[1], [4], [11]];
const DIFFERENCES = [0.1, 0.2, 0.3];
const P = [0.01, 0.02, 0.04];

/** PEER of ranks by language. */
function fairness(ranks: number[][]): number {
  const sums = emptySums(ranks.length);
  for (const [language, own] of ranks.entries()) for (const rank of own) addRank(sums, language, rank);
  return equalRanksP(sums);
}

/** What the code makes of each example, in the order of the bold figures. */
const [X, Y] = [
  [1, 0],
  [0, 1],
] as const satisfies number[][];

const COMPUTED: Record<string, () => (number | null | undefined)[]> = {
  map: () => [averagePrecision([1, 3, 5])],
  'map@20': () => [averagePrecisionAt(SPARSE, 20), averagePrecision(SPARSE)],
  'mrr@10': () => [
    mean(FIRSTS.map((r) => reciprocalRank(r, 10))),
    mean(FIRSTS.map((r) => reciprocalRank(r))),
  ],
  'ndcg@10': () => [ndcgAt([1, 3], 10), ndcgAt([1, 3], 10, [1, 3])],
  'recall@k': () => [recallAt(SPARSE, 1), recallAt(SPARSE, 5), recallAt(SPARSE, 100)],
  'precision@k': () => [1, 5, 10].map((k) => precisionAt(SPARSE, k)),
  'hit@k': () => [1, 10].map((k) => mean(FIRSTS.map((ranks) => hitAt(ranks, k)))),
  monolingual: () => [small.monolingual.perLanguage['en']?.map],
  crosslingual: () => [small.crosslingual.pairs['en-de']?.map],
  multilingual: () => [small.multilingual.perLanguage['en']?.map],
  strong: () => [small.strong.pairs['en-de']?.mrr, small.strong.pairs['en-en']?.mrr],
  rankDistance: () => [small.languageBias.rankDistance.perLanguage['en']],
  'languageShare@10': () => {
    const shares = small.languageBias['languageShare@10']['en']!;
    return [shares['en'], shares['de']];
  },
  languagePreference: () => {
    const { perLanguage } = small.languageBias.languagePreference;
    return [perLanguage['en'], perLanguage['de']];
  },
  oracleGap: () => [small.languageBias.oracleGap['en-de']],
  violationRate: () => [small.languageBias.violationRate.perLanguage['en']],
  'targetRecall@20': () => [three.languageBias['targetRecall@20'].perLanguage['en']],
  peer: () => {
    const two = [
      [1, 2],
      [3, 4],
    ];
    return [fairness(two), fairness(Array.from({ length: 11 }, (_, i) => [3 * i * i + 1]))];
  },
  rankC: () => [rankC([1, 2, 3, 4], [2, 1, 3, 4], 4), chanceRankC(4, 4)],
  passages: () => [passages.rankC['en-de'], passages.chance],
  mrc: () => [headCorrelation([1, 2, 3], [1, 2, 4])],
  spread: () => {
    const found = spreadOf([
      ['en', 0.6],
      ['de', 0.5],
      ['hi', 0.4],
    ]);
    expect([found?.worst.name, found?.best.name]).toEqual(['hi', 'en']);
    return [found?.range, found?.deviation];
  },
  isotropy: () => [geometryOf({ en: [X, X], de: [Y] }).isotropy!],
  uniformity: () => [geometryOf({ en: [X, X], de: [Y] }).uniformity!],
  alignment: () => [geometryOf({ en: [X], de: [[0.6, 0.8]] }).alignment!],
  centroidDistance: () => [geometryOf({ en: [X, X], de: [X, Y] }).centroidDistance['de-en']],
  silhouette: () => [geometryOf({ en: [X, [0.6, 0.8]], de: [Y, Y] }).silhouette.language!],
  cka: () => [geometryOf({ en: [X, Y, [-1, 0]], de: [X, [-1, 0], Y] }).cka['de-en']],
  intervals: () => {
    const [interval] = bootstrapMeans([[0, 1]], createRng(1), { resamples: 1000, level: 0.95 });
    return [interval!.low, interval!.high];
  },
  randomisation: () => [randomisationTest(DIFFERENCES, createRng(1), 1000)],
  pairedT: () => [pairedT(DIFFERENCES).t, pairedT(DIFFERENCES).p],
  wilcoxon: () => [wilcoxonSignedRank(DIFFERENCES).plus, wilcoxonSignedRank(DIFFERENCES).p],
  corrections: () => [...holm(P), ...benjaminiHochberg(P)],
};

/** The i-th vector of each language is the i-th question. */
function geometryOf(vectors: Record<string, number[][]>): Geometry {
  return scoreGeometry(
    Object.entries(vectors).flatMap(([language, own]) =>
      own.map((vector, i) => ({
        vector: Float32Array.from(vector),
        language,
        domain: 'law',
        group: `q${i}`,
      })),
    ),
  );
}

const entries = METRICS.flatMap((group) => group.entries);

/** The bold figures of an entry's section in the document. */
function figuresInDocument(title: string): string[] {
  const section = DOCUMENT.split(/^### /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/\*\*([−.\d]+)\*\*/g)].map(([, figure]) => figure!.replace('−', '-'));
}

describe('docs/metrics.md', () => {
  it('holds the words of the page', async () => {
    await expect(catalogueDocument(METRICS)).toMatchFileSnapshot('../../../docs/metrics.md');
  });

  it('has a worked example for every metric but the loss', () => {
    expect(Object.keys(COMPUTED).sort()).toEqual(
      entries
        .map(({ id }) => id)
        .filter((id) => id !== 'loss')
        .sort(),
    );
  });

  it.each(Object.entries(COMPUTED))('computes the example of %s', (id, compute) => {
    const figures = figuresInDocument(metricEntry(id)!.title);
    const computed = compute();
    expect(figures.length).toBe(computed.length);
    for (const [i, figure] of figures.entries()) {
      const decimals = figure.split('.')[1]?.length ?? 0;
      expect(Math.abs(computed[i]! - Number(figure))).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
    }
  });
});

describe('the catalogue', () => {
  const { monolingual, strong, languageBias, consistency } = scores.shape;
  it.each(
    [
      ...Object.keys(monolingual.shape.perLanguage.valueType.shape),
      ...Object.keys(strong.shape.pairs.valueType.shape),
      ...Object.keys(languageBias.shape),
      ...Object.keys(consistency.shape),
      ...Object.keys(geometryOf({ en: [[1, 0]] })),
      ...Object.keys(scores.shape),
      // What is no metric: a count, and containers of metrics.
    ].filter((name) => !['queries', 'sample', 'languageBias', 'consistency', 'domains'].includes(name)),
  )('explains %s of results', (name) => expect(metricEntry(name)).toBeDefined());

  it('knows no name twice', () => {
    const ids = entries.map(({ id }) => id);
    const covered = entries.flatMap(({ covers }) => covers);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(covered).size).toBe(covered.length);
  });
});
