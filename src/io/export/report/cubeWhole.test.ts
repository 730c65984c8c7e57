import { describe, expect, it } from 'vitest';
import type { Exposure, GeometrySummary, Scores } from '../../../protocol';
import { exampleResult } from '../../testing/exampleResult';
import { tablesOf } from './columns';
import { reportCsv } from './csv';
import { cubeCsv } from './cube';
import { ownEntry } from './entries';
import { reportHtml } from './html';
import { reportLatex } from './latex';
import { reportMarkdown } from './markdown';
import { runReport } from './runReport';

const geometry: GeometrySummary = {
  ...{ sample: 40, isotropy: 0.75, alignment: 0.5, uniformity: -2.5 },
  // Means over the two pairs: .75 and .375.
  cka: { 'de-en': 0.5, 'de-fr': 1 },
  centroidDistance: { 'de-en': 0.25, 'de-fr': 0.5 },
  silhouette: { language: 0.125, domain: null },
};
const exposure: Exposure = {
  zeroShot: { data: false, languages: ['en'], domains: [] },
  ...{ queries: 0.5, passages: 0.25, translations: { queries: 0.125, passages: 0.0625 } },
  nearDuplicates: { passages: 0.03125, threshold: 0.8, sample: 16 },
  encoder: 'unknown',
};
// Monolingual .5 (de) and .25 (en): range .25, deviation from .375 is .125 for both.
const spreadOf = (worst: string, best: string) => ({
  ...{ range: 0.25, deviation: 0.125 },
  ...{ worst: { name: worst, value: 0.25 }, best: { name: best, value: 0.5 } },
});
const base = exampleResult({ geometry, exposure, steps: 3 });
const { consistency, languageBias } = base.scores;
const scores: Scores = {
  ...base.scores,
  spread: {
    languages: {
      monolingual: spreadOf('en', 'de'),
      crosslingual: spreadOf('en-de', 'de-en'),
      multilingual: null,
    },
    domains: { monolingual: null, crosslingual: null, multilingual: spreadOf('law', 'arts') },
  },
  languageBias: {
    ...languageBias,
    rankDistance: { ...languageBias.rankDistance, floor: 1, chance: 5.5 },
  },
  consistency: {
    ...consistency,
    passages: { rankC: { 'de-en': 0.5 }, candidates: 8, chance: 0.25 },
    mrc: { cutoff: 10, pairs: { 'de-en': -0.25 }, perLanguage: { de: -0.25 }, mean: -0.25 },
  },
};
const result = { ...base, scores };

describe('the long table', () => {
  const lines = cubeCsv([{ name: 'A', result }])
    .split('\r\n')
    .map((line) => line.replace('A,"made up, sha256 d0d0d0d0d0d0",', ''));

  it.each([
    'monolingual,all,mean,mean,map range over languages,0.25,,,',
    'monolingual,all,mean,mean,map deviation over languages,0.125,,,',
    'monolingual,all,en,en,map worst over languages,0.25,,,',
    'monolingual,all,de,de,map best over languages,0.5,,,',
    'crosslingual,all,en,de,map worst over languages,0.25,,,',
    'multilingual,all,mean,all,map range over domains,0.25,,,',
    'multilingual,law,mean,all,map worst over domains,0.25,,,',
    'multilingual,arts,mean,all,map best over domains,0.5,,,',
    'languageBias,all,mean,all,rankDistance floor,1,,,',
    'languageBias,all,mean,all,rankDistance chance,5.5,,,',
    'consistency,all,mean,mean,rankC@10 chance,0.1,,,',
    // One pair of .6.
    'consistency,all,mean,mean,rankC@10,0.6,,,',
    'consistency,all,mean,mean,rankC passages chance,0.25,,,',
    'consistency,all,mean,mean,rankC passages candidates,8,,,',
    'consistency,all,mean,mean,mrc@10,-0.25,,,',
    'consistency,all,de,mean,mrc@10,-0.25,,,',
    'geometry,all,mean,mean,cka,0.75,,,40',
    'geometry,all,de,en,cka,0.5,,,',
    'geometry,all,mean,mean,centroidDistance,0.375,,,40',
    'geometry,all,all,all,silhouette language,0.125,,,40',
    'geometry,all,all,all,uniformity,-2.5,,,40',
    'exposure,all,all,all,queries,0.5,,,',
    'exposure,all,all,all,translations passages,0.0625,,,',
    'exposure,all,all,all,nearDuplicates passages,0.03125,,,',
    'exposure,all,all,all,nearDuplicates sample,16,,,',
    'exposure,all,all,all,zeroShot,0,,,',
    'exposure,all,en,en,zeroShot,1,,,',
    'exposure,all,de,de,zeroShot,0,,,',
    'exposure,law,all,all,zeroShot,0,,,',
  ])('has %s', (line) => {
    expect(lines).toContain(line);
  });

  it('has no line for what could not be measured, and none twice', () => {
    const places = lines.map((line) => line.split(',').slice(0, 5).join(','));
    expect(new Set(places).size).toBe(places.length);
    expect(lines.join('\n')).not.toMatch(
      /silhouette domain|multilingual,all,mean,all,map range over languages/,
    );
  });

  it('of an older result lacks what that lacks', () => {
    const older = cubeCsv([{ name: 'A', result: exampleResult() }]);
    expect(older).not.toMatch(
      /geometry|exposure|over (languages|domains)|rankDistance (floor|chance)|undefined/,
    );
  });
});

describe('a report', () => {
  it('has a table of the geometry and one of what was trained on, in every format', () => {
    const report = runReport(result);
    const markdown = reportMarkdown(report);
    const shares = ' 0.5000 | 0.2500 | 0.1250 | 0.0625 | 0.0313 |';
    expect(markdown).toMatch(
      /CKA \| alignment .*\n.*\n.* 0\.7500 \| 0\.5000 \| 0\.3750 \| 0\.1250 \| 0\.7500 \| -2\.5000 \|/,
    );
    // 1/32 = .03125, a half rounded up.
    expect(markdown).toContain(`Example (not zero-shot) |${shares}`);
    expect(reportLatex(report)).toContain('0.7500 & 0.5000 & 0.3750 & 0.1250 & 0.7500 & -2.5000');
    const html = reportHtml(report, [{ name: 'Example', result }]);
    expect(html).toContain('<td>0.7500</td><td>0.5000</td><td>0.3750</td><td>0.1250</td><td>0.7500</td>');
    expect(reportCsv(report)).toContain('Geometry of the embeddings CKA');
  });

  it('says nothing of training texts where nothing was trained, and means over seeds', () => {
    const titles = (some: Parameters<typeof ownEntry>[0]['results']) =>
      tablesOf([ownEntry({ name: 'x', results: some }, true)], ['de', 'en']).map(({ title }) => title);
    expect(titles([{ ...result, steps: 0 }])).not.toContain('Evaluated texts that were trained on');
    const other = { ...result, geometry: { ...geometry, isotropy: 0.25 } };
    const entry = ownEntry({ name: 'x', results: [result, other] }, true);
    // .75 and .25: mean .5.
    expect(entry.figures.get('geometry mean isotropy')?.value).toBe(0.5);
  });
});
