import { describe, expect, it } from 'vitest';
import type { EncoderDefinition } from '../../core/encoderDefinition';
import { configuration, result, type Result, type Scores } from '../../protocol';
import { modelCard } from './modelCard';

const definition = { prompts: { query: 'query: ', passage: 'passage: ' }, maxLength: 128, dimensions: 24 };
const one = { 'mrr@10': 0, 'recall@1': 0, 'recall@10': 0, 'ndcg@10': 0, queries: 1 };
const scores = (map: number): Scores => ({
  monolingual: { map, perLanguage: { no: { map, ...one } } },
  crosslingual: { map: null, pairs: {} },
  multilingual: { map: map / 2, perLanguage: { no: { map: map / 2, ...one } } },
  strong: { pairs: {} },
  languageBias: {
    rankDistance: { mean: 400 * map, perLanguage: {} },
    'languageShare@10': {},
    oracleGap: {},
    languagePreference: { perLanguage: {} },
  },
  consistency: { rankC: {}, candidates: 10, chance: 0 },
  domains: {},
});
const trained: Result = result.parse({
  schema: 'isoglot/result@1',
  isoglot: { version: '1.2.3', commit: 'abc' },
  configuration: configuration.parse({
    schema: 'isoglot/configuration@1',
    name: 'My run',
    encoder: '/home/me/models/tiny',
    data: '/home/me/data',
    languages: ['no'],
    targetDomains: ['law', 'sports'],
    alpha: 0.25,
  }),
  seed: 7,
  encoder: {
    name: 'tiny',
    sha256: 'e5c0',
    revision: null,
    parameters: 1,
    vocabulary: 1,
    dimensions: 24,
    layers: 1,
    bytes: 1,
  },
  data: {
    name: 'questions',
    sha256: 'da7a',
    format: 'isoglot-qa',
    languages: ['no', 'sv'],
    domains: [],
    queries: {},
    candidates: {},
    questionsPerDomain: {},
    warnings: [],
  },
  backend: { requested: 'auto', used: 'webgpu', reason: '', adapter: 'a card', threads: 1 },
  time: { started: '', seconds: 0, textsPerSecond: null, stepsPerSecond: null },
  scores: scores(0.5),
  before: scores(0.25),
  steps: 200,
  warnings: ['Not zero-shot.'],
});
const card = (change: Partial<Result> = {}, original: string | null = null) =>
  modelCard({ ...trained, ...change }, definition as EncoderDefinition, original);

describe('modelCard', () => {
  it('begins with what a hub reads; language codes are in quotes, for YAML takes a bare no for false', () => {
    expect(card().split('---\n')[1]).toBe(
      [
        'library_name: sentence-transformers',
        'pipeline_tag: sentence-similarity',
        'tags:',
        '- "sentence-transformers"',
        '- "sentence-similarity"',
        '- "feature-extraction"',
        '- "isoglot"',
        'language:',
        '- "no"',
        '',
      ].join('\n'),
    );
  });

  it('names a base model of a hub, and keeps the licence of the original', () => {
    const encoder = { ...trained.encoder, source: 'intfloat/multilingual-e5-small@0123abcd' };
    const original = '---\nlicense: mit\ntags: [x]\n---\n# E5\nlicense: not this one\n';
    const [, front] = card({ encoder }, original).split('---\n');
    expect(front).toContain('base_model: "intfloat/multilingual-e5-small"\nlicense: mit\n');
    const address = { ...trained.encoder, source: 'http://localhost:1/e5' };
    const [, none] = card({ encoder: address }, '# no front matter\nlicense: x\n').split('---\n');
    expect(none).not.toMatch(/base_model|license/);
  });

  it('has the scores before and after, and a dash where there are none', () => {
    const text = card();
    expect(text).toContain('| monolingual | 0.2500 | 0.5000 |');
    expect(text).toContain('| cross-lingual | - | - |');
    expect(text).toContain('| rank distance | 100.0 | 200.0 |');
    expect(text).toContain('| no | 0.2500 | 0.5000 | 0.1250 | 0.2500 |');
    expect(card({ before: null })).toContain('| monolingual | - | 0.5000 |');
  });

  it('says what the figures come from, and never where on a disk it lay', () => {
    const text = card();
    for (const words of [
      'Isoglot 1.2.3',
      'law, sports',
      'SHA-256 e5c0',
      'SHA-256 da7a',
      'hybrid, alpha 0.25',
    ])
      expect(text).toContain(words);
    expect(text).toContain('| seed | 7 |');
    expect(text).toContain('Note: Not zero-shot.');
    expect(text).toContain('prompt="query: "');
    expect(text).not.toContain('/home/me');
  });

  it('holds the configuration that trains it again', () => {
    const json = /```json\n([^]*?)```/.exec(card())![1]!;
    expect(configuration.parse(JSON.parse(json))).toEqual({
      ...trained.configuration,
      encoder: 'tiny',
      data: 'questions',
    });
  });
});
