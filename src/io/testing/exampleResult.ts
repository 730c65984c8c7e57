import { result, type Result } from '../../protocol';

/** Figures of the example, chosen so that means are easily taken by hand. */
const cell = (map: number) => ({ map, 'mrr@10': map, 'recall@1': map / 2, 'ndcg@10': map, queries: 2 });
const many = (map: number) => ({ map, 'recall@10': map / 2, 'ndcg@10': map, queries: 2 });

/** A result in two languages: monolingual mAP .5 and .25, cross-lingual .2 (de-en) and .1, multilingual .3 and .2. */
export function exampleResult(patch: Partial<Result> = {}): Result {
  const groups = {
    monolingual: { map: 0.375, perLanguage: { de: cell(0.5), en: cell(0.25) } },
    crosslingual: { map: 0.15, pairs: { 'de-en': cell(0.2), 'en-de': cell(0.1) } },
    multilingual: { map: 0.25, perLanguage: { de: many(0.3), en: many(0.2) } },
    strong: { pairs: { 'de-en': { mrr: 0.4 } } },
    languageBias: {
      rankDistance: { mean: 12.5, perLanguage: { de: 10, en: 15 } },
      'languageShare@10': { de: { de: 0.75, en: 0.25 } },
      oracleGap: { 'de-en': -0.5 },
      languagePreference: { perLanguage: { de: 1 } },
    },
  };
  return result.parse({
    schema: 'isoglot/result@1',
    isoglot: { version: '0.1.0', commit: 'abc' },
    configuration: { schema: 'isoglot/configuration@1', name: 'Example' },
    seed: 0,
    encoder: {
      ...{ name: 'tiny', sha256: 'e5e5', revision: null, parameters: 1, vocabulary: 1, dimensions: 1 },
      ...{ layers: 1, bytes: 1 },
    },
    data: {
      ...{
        name: 'made up',
        sha256: 'd0d0d0d0d0d0d0',
        format: 'jsonl',
        languages: ['de', 'en'],
        domains: ['law'],
      },
      ...{ queries: { de: 2, en: 2 }, candidates: { de: 8, en: 8 }, questionsPerDomain: {}, warnings: [] },
    },
    backend: { requested: 'cpu', used: 'cpu', reason: 'asked for', adapter: null, threads: 1 },
    time: { started: '2026-01-01T00:00:00Z', seconds: 1, textsPerSecond: null, stepsPerSecond: null },
    scores: {
      ...groups,
      consistency: { rankC: { 'de-en': 0.6 }, candidates: 10, chance: 0.1 },
      domains: { law: groups },
    },
    before: null,
    steps: 0,
    warnings: [],
    ...patch,
  });
}
