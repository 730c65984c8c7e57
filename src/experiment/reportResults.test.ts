import { describe, expect, it } from 'vitest';
import expected from '../../fixtures/metrics/statistics/expected.json';
import type { PerQueryScores } from '../core/metrics/perQuery';
import { figureKey } from '../io/export/report/model';
import { exampleResult } from '../io/testing/exampleResult';
import type { Result } from '../protocol';
import type { NamedResult } from './compareResults';
import { meanPerQuery } from './meanResult';
import { reportResults } from './reportResults';

const { a10, b10 } = expected.samples;
const options = { rounds: 1024, level: 0.95, seed: 1, anyway: false, published: false };
const key = figureKey('monolingual', 'mean', 'map');

const perQueryOf = (ap: readonly number[]): PerQueryScores => ({
  de: {
    queries: ap.map((_, i) => `q${i}`),
    questions: ap.map((_, i) => `q${i}`),
    averagePrecision: { de: [...ap] },
    multilingual: [...ap],
  },
});
const named = (name: string, ap: readonly number[], patch: Partial<Result> = {}): NamedResult => {
  const base = exampleResult();
  const configuration = { ...base.configuration, name, batchSize: name.length + 2 };
  return { file: `${name}.json`, result: { ...base, configuration, perQuery: perQueryOf(ap), ...patch } };
};
const higher = a10.map((value) => Math.min(1, value + 0.2 + value / 100));

describe('reportResults', () => {
  it('marks rows against the first, by the paired test with Holm’s correction', () => {
    const { entries, notes } = reportResults(
      [named('a', a10), named('bb', b10), named('ccc', higher)],
      options,
    );
    expect(entries.map(({ name }) => name)).toEqual(['a', 'bb', 'ccc']);
    // SciPy's exact p of a10 and b10 is 130 / 1024; of ten differences of one sign it is 2 / 1024.
    expect(entries.map(({ figures }) => figures.get(key)!.mark)).toEqual([undefined, 'same', 'higher']);
    expect(notes[0]).toContain('higher or lower than a;');
  });

  it('holds rows of several seeds against each other by their queries’ means', () => {
    const seeds = [named('x', [0.25, 0.5], { seed: 1 }), named('x', [0.75, 1], { seed: 2 })] as const;
    const mean = meanPerQuery(seeds.map(({ result }) => result))!;
    expect(mean['de']!.averagePrecision['de']).toEqual([0.5, 0.75]);
    expect(mean['de']!.multilingual).toEqual([0.5, 0.75]);
    expect(meanPerQuery([seeds[0].result, named('x', [0.5]).result])).toBeUndefined();
    const { entries } = reportResults([...seeds, named('other', [0.5, 0.75])], options);
    expect(entries.map(({ name, runs }) => [name, runs])).toEqual([
      ['x', 2],
      ['other', 1],
    ]);
    expect(entries[1]!.figures.get(key)!.mark).toBe('same');
  });

  it('refuses other data, or says so', () => {
    const { data } = exampleResult();
    const other = named('other', b10, { data: { ...data, name: 'elsewhere', sha256: 'ff' } });
    const call = (anyway: boolean) => reportResults([named('a', a10), other], { ...options, anyway });
    expect(() => call(false)).toThrow(
      /a\.json, other\.json: The results are not on the same data: made up.*elsewhere/,
    );
    const [, row] = call(true).entries;
    expect(row).toMatchObject({ comparable: false, tags: ['other data'] });
    expect(row!.note).toContain('elsewhere');
    expect(row!.figures.get(key)!.mark).toBeUndefined();
  });

  it('says why nothing is marked where a result lacks its queries', () => {
    const { notes } = reportResults([named('a', a10), named('bb', b10, { perQuery: undefined })], options);
    expect(notes.join()).toContain('perQuery is missing from bb.json');
  });

  it('sets a single run beside its untouched encoder, and published rows below', () => {
    const base = exampleResult();
    const data = { ...base.data, name: 'xquad-r' };
    const { entries, notes } = reportResults([named('a', a10, { before: base.scores, data })], {
      ...options,
      published: true,
    });
    expect(entries.slice(0, 3).map(({ name }) => name)).toEqual(['tiny, untouched', 'a', 'XLM-R, X-X-mono']);
    expect(notes).toContain('z: a language that was not trained on.');
    expect(() => reportResults([named('a', a10)], { ...options, published: true })).toThrow(
      /a\.json: No published figures are known for made up/,
    );
  });
});
