import { describe, expect, it } from 'vitest';
import expected from '../../fixtures/metrics/statistics/expected.json';
import type { PerQueryScores } from '../core/metrics/perQuery';
import { comparisonMarkdown } from '../io/export/comparisonTable';
import { comparison, result, type Result } from '../protocol';
import { compareResults, type NamedResult } from './compareResults';

const { a10, b10 } = expected.samples;
const options = { rounds: 1024, level: 0.95, seed: 1, anyway: false };
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A result of one language whose queries have the given AP. */
function resultOf(file: string, ap: readonly number[], patch: Partial<Result> = {}): NamedResult {
  const map = mean(ap);
  const one = { map, 'mrr@10': map, 'recall@1': 0, 'ndcg@10': map, queries: ap.length };
  const groups = {
    monolingual: { map, perLanguage: { en: one } },
    crosslingual: { map: null, pairs: {} },
    multilingual: { map, perLanguage: { en: { ...one, 'recall@10': 0 } } },
    strong: { pairs: {} },
    languageBias: {
      rankDistance: { mean: null, perLanguage: {} },
      'languageShare@10': {},
      oracleGap: {},
      languagePreference: { perLanguage: {} },
    },
  };
  const perQuery: PerQueryScores = {
    en: {
      queries: ap.map((_, i) => `q${i}`),
      questions: ap.map((_, i) => `q${i}`),
      averagePrecision: { en: [...ap] },
      multilingual: [...ap],
    },
  };
  return {
    file,
    result: result.parse({
      schema: 'isoglot/result@1',
      isoglot: { version: '0', commit: '0' },
      configuration: { schema: 'isoglot/configuration@1', name: `run | ${file}` },
      seed: 0,
      encoder: {
        ...{ name: 'tiny', sha256: 'e', revision: null, parameters: 1, vocabulary: 1, dimensions: 1 },
        ...{ layers: 1, bytes: 1 },
      },
      data: {
        ...{ name: 'made up', sha256: 'd', format: 'isoglot-qa', languages: ['en'], domains: ['law'] },
        ...{ queries: { en: ap.length }, candidates: { en: 40 }, questionsPerDomain: {}, warnings: [] },
      },
      backend: { requested: 'cpu', used: 'cpu', reason: '', adapter: null, threads: 1 },
      time: { started: '2026-01-01T00:00:00Z', seconds: 1, textsPerSecond: null, stepsPerSecond: null },
      scores: { ...groups, consistency: { rankC: {}, candidates: 10, chance: 0 }, domains: {} },
      before: null,
      steps: 0,
      warnings: [],
      perQuery,
      ...patch,
    }),
  };
}

const [a, b] = [resultOf('a.json', a10), resultOf('b.json', b10)];
const otherData = (patch: Partial<Result['data']>) =>
  resultOf('c.json', b10, { data: { ...b.result.data, ...patch } });

describe('compareResults', () => {
  it('compares what the results say, and has the shape that it is written in', () => {
    const found = compareResults(a, b, options);
    expect(comparison.parse(found)).toEqual(found);
    expect(found.warnings).toEqual([]);
    const { map, perLanguage } = found.differences.monolingual;
    expect(map!.a).toBeCloseTo(a.result.scores.monolingual.map!, 12);
    expect(map!.b).toBeCloseTo(b.result.scores.monolingual.map!, 12);
    expect(perLanguage['en']!.evidence!.p.randomisation).toBe(130 / 1024);
  });

  it.each<[string, NamedResult, RegExp]>([
    [
      'another content',
      otherData({ name: 'other', sha256: 'f' }),
      /made up \(sha256 d\) and other \(sha256 f\)/,
    ],
    ['other languages', otherData({ queries: { de: 5, en: 10 } }), /queries en 10 and de 5, en 10/],
    ['another pool', otherData({ candidates: { en: 41 } }), /candidates en 40 and en 41/],
    [
      'other domains',
      resultOf('c.json', b10, { configuration: { ...b.result.configuration, targetDomains: ['law'] } }),
      /domains all and law/,
    ],
    [
      'passages with their paragraphs',
      resultOf('c.json', b10, {
        configuration: { ...b.result.configuration, passageText: 'sentence-context' },
      }),
      /passages as sentence and sentence-context/,
    ],
  ])('refuses %s, and compares it when told to, with a warning', (_, other, says) => {
    expect(() => compareResults(a, other, options)).toThrow(says);
    expect(() => compareResults(a, other, options)).toThrow(/a\.json, c\.json.*--anyway/);
    const found = compareResults(a, other, { ...options, anyway: true });
    expect(found.warnings[0]).toMatch(says);
    expect(found.differences.monolingual.map!.evidence!.questions).toBe(10);
  });

  it('says what the other one lacks, and when nothing is left', () => {
    const fewer = resultOf('c.json', b10.slice(0, 7));
    const found = compareResults(a, fewer, { ...options, anyway: true });
    expect(found.warnings).toContain('Left out: 3 queries that only A has, 0 that only B has.');
    const none = resultOf('c.json', b10, { perQuery: {} });
    expect(() => compareResults(a, none, options)).toThrow(/no query and no language pair in common/);
  });

  it('gives plain differences where a result does not know its queries', () => {
    const exported = resultOf('page.json', b10, { perQuery: undefined });
    const found = compareResults(a, exported, options);
    expect(found.warnings).toHaveLength(1);
    expect(found.warnings[0]).toMatch(/perQuery is missing from page\.json/);
    expect(found.differences.monolingual.perLanguage['en']).toEqual({
      a: mean(a10),
      b: mean(b10),
      difference: mean(b10) - mean(a10),
      evidence: null,
    });
    expect(comparisonMarkdown(found)).not.toContain('Bold');
    // B's mean is .73455 exactly, but for binary rounding.
    expect(comparisonMarkdown(found)).toMatch(
      /\| monolingual \| 0\.6948 \| 0\.734[56] \| \+0\.0397 \| - \| - \| - \| - \|/,
    );
  });

  it('compares further measures where both know them, and says which file is too old for that', () => {
    const withHits = (named: NamedResult, hits: number[]): NamedResult => {
      const en = { ...named.result.perQuery!['en']! };
      en.further = { 'hit@1': { inLanguage: { en: hits }, multilingual: hits } };
      return { ...named, result: { ...named.result, perQuery: { en } } };
    };
    const metrics = ['map', 'hit@1'] as const;
    const none = a10.map(() => 0);
    const all = a10.map(() => 1);
    const found = compareResults(withHits(a, none), withHits(b, all), { ...options, metrics });
    expect(comparison.parse(found)).toEqual(found);
    expect(found.differences).toEqual(compareResults(a, b, options).differences);
    const { mean: hit, perLanguage } = found.further!['hit@1']!.monolingual;
    // Ten questions that all gain: 2 of 1,024 patterns.
    expect(hit).toMatchObject({
      a: 0,
      b: 1,
      evidence: { p: { randomisation: 2 / 1024 }, significant: true },
    });
    expect(perLanguage['en']).toMatchObject({ difference: 1 });
    expect(comparisonMarkdown(found)).toContain('# hit@1: B less A');

    const older = compareResults(withHits(a, none), b, { ...options, metrics: ['ndcg@10', 'rankDistance'] });
    expect(older.warnings.join()).toMatch(/tests of ndcg@10: the perQuery of a\.json, b\.json is older/);
    // resultOf gives nDCG@10 the value of mAP.
    expect(older.further!['ndcg@10']!.monolingual.mean).toEqual({
      a: mean(a10),
      b: mean(b10),
      difference: mean(b10) - mean(a10),
      evidence: null,
    });
    expect(older.further!.rankDistance!.multilingual).toEqual({ mean: null, perLanguage: {} });
    expect(compareResults(a, b, options).further).toBeUndefined();
  });

  it('warns where too few rounds can find nothing', () => {
    // 10 rounds of 10 questions are drawn: the least p is 1 / 11.
    expect(compareResults(a, b, { ...options, rounds: 10 }).warnings[0]).toMatch(/take more rounds/);
  });
});

describe('the comparison as Markdown', () => {
  it('has a row for each setting and language, significant ones bold, and no names that break it', () => {
    const better = resultOf(
      'better.json',
      a10.map((ap) => ap + 0.02),
    );
    const text = comparisonMarkdown(compareResults(a, better, options));
    // Ten differences of one sign: 2 of 1,024 patterns; Holm: two settings, one pair.
    expect(text).toContain(
      '| monolingual | 0.6948 | 0.7148 | **+0.0200** | +0.0200 to +0.0200 | 0.0020 | 0.0039 | 10 |',
    );
    expect(text).toContain(
      '| en-en | 0.6948 | 0.7148 | **+0.0200** | +0.0200 to +0.0200 | 0.0020 | 0.0020 | 10 |',
    );
    expect(text).toContain('run \\| better.json');
    const unsure = comparisonMarkdown(compareResults(a, b, options));
    expect(unsure).toMatch(
      /\| en-en \| 0\.6948 \| 0\.734[56] \| \+0\.0397 \| .* \| 0\.1270 \| 0\.1270 \| 10 \|/,
    );
    expect(unsure).not.toContain('**');
  });
});
