import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../protocol';
import { exampleResult } from '../io/testing/exampleResult';
import { readResult } from './readResult';

const file = join(mkdtempSync(join(tmpdir(), 'isoglot-result-')), 'result.json');
const good = exampleResult();
const settings = { map: { low: 0.25, high: 0.5 }, perLanguage: {} };
const intervals: NonNullable<Result['intervals']> = {
  ...{ level: 0.95, rounds: 1000, seed: 1, domains: {} },
  ...{ monolingual: settings, multilingual: settings, crosslingual: { map: null, pairs: {} } },
  ...{ rankDistance: { mean: null, perLanguage: {} }, strong: { pairs: {} }, oracleGap: { pairs: {} } },
  ...{ languagePreference: { perLanguage: {} }, rankC: { mean: null, pairs: {} } },
};
const text = JSON.stringify({ ...good, intervals });

describe('a result that was tampered with or broke off', () => {
  it.each<[string, string, string, where: string]>([
    ['NaN', '"map":0.375', '"map":NaN', ': line 1, column'],
    ['Infinity', '"mean":12.5', '"mean":-Infinity', ': line 1, column'],
    ['a number beyond all', '"mean":12.5', '"mean":1e999', ': scores.languageBias.rankDistance.mean'],
    ['a number as a text', '"map":0.375', '"map":"0.375"', ': scores.monolingual.map'],
    ['a share above 1', '"map":0.375', '"map":37.5', ': scores.monolingual.map'],
    ['a negative count', '"queries":2}', '"queries":-2}', ': scores.monolingual.perLanguage.de.queries'],
    ['an interval the wrong way round', '"low":0.25', '"low":0.75', ': intervals.monolingual.map'],
    ['a level of 95', '"level":0.95', '"level":95', ': intervals.level'],
    ['steps that are no count', '"steps":0', '"steps":-1', ': steps'],
  ])('%s', async (_, from, to, where) => {
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    await expect(readResult(file)).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(`${file}${where}`) as string,
      remedy: expect.stringMatching(/\w/) as string,
    });
  });

  it('is read with a byte order mark and carriage returns', async () => {
    writeFileSync(file, `\ufeff${JSON.stringify(good, null, 2).replaceAll('\n', '\r\n')}`);
    expect((await readResult(file)).result).toEqual(good);
  });
});
