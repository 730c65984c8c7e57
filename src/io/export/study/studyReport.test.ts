import { describe, expect, it } from 'vitest';
import { study, type StudyRecord } from '../../../protocol';
import { exampleResult } from '../../testing/exampleResult';
import { reportMarkdown } from '../report/markdown';
import { figureKey } from '../report/model';
import { GAP, GAP_MADE, runFigures, type StudyResult } from './runFigures';
import { studyFiles } from './studyFiles';
import { studyReport } from './studyReport';

/** Monolingual mAP by seed: strategies A and B (rows) with adaptations n and c (columns). */
const MO = [
  [
    [0.5, 0.52],
    [0.54, 0.53],
  ],
  [
    [0.48, 0.51],
    [0.55, 0.56],
  ],
  [
    [0.52, 0.55],
    [0.57, 0.55],
  ],
];

const example = exampleResult();
const record: StudyRecord = {
  schema: 'isoglot/study-record@1',
  study: study.parse({
    schema: 'isoglot/study@1',
    name: 'Made <up> | by hand',
    strategies: [{ name: 'A' }, { name: 'B' }],
    adaptations: [{ name: 'n' }, { name: 'c' }],
    folds: [{ name: 'law', targetDomains: ['law'] }],
    seeds: [0, 1, 2],
  }),
  encoder: example.encoder,
  data: example.data,
  backend: example.backend,
  runs: [0, 1, 2].flatMap((seed) =>
    ['A', 'B'].flatMap((strategy) =>
      ['n', 'c'].map((adaptation) => ({
        ...{ id: `${strategy}${adaptation}${seed}`, strategy, adaptation, fold: 'law', seed },
      })),
    ),
  ),
};

function resultOf(map: number): StudyResult {
  const { scores } = example;
  const result = { ...example, scores: { ...scores, monolingual: { ...scores.monolingual, map } } };
  return { result, transfer: null };
}
const results = new Map(
  record.runs.map(({ id, strategy, adaptation, seed }) => [
    id,
    resultOf(MO[seed]![strategy === 'A' ? 0 : 1]![adaptation === 'n' ? 0 : 1]!),
  ]),
);

describe('the report of a study', () => {
  const lines = reportMarkdown(studyReport(record, results)).split('\n');
  const row = (start: string, after: string) =>
    lines.slice(lines.indexOf(after)).find((line) => line.startsWith(`| ${start} `));

  it('has means over blocks with the interval of t', () => {
    // .50, .48, .52: mean .5, deviation .02; t(.95; 2) = 4.3027; half = 4.3027 * .02 / sqrt 3 = .0497.
    expect(row('A · n (baseline)', '## Means')).toMatch(
      /\| A · n \(baseline\) \| 0\.5000 \\\[0\.4503, 0\.5497\\\] \|/,
    );
  });

  it('marks what is left of a difference after Holm’s correction, and nothing else', () => {
    // With two degrees of freedom p = 1 - t / sqrt(t^2 + 2). Less A · n, block by block:
    // A · c .02 .03 .03: t = 8, p = .0153, times 3 = .0458: higher.
    // B · n .04 .07 .05: mean .0533, deviation .01528, half = .0379; t = 6.047, p = .0263, times 2 = .0525: undecided.
    // B · c .03 .08 .03: t = 2.8, p = .107: undecided.
    const table = '## Differences from the baseline';
    expect(row('A · c less A · n', table)).toMatch(/^\| A · c less A · n \| 0\.0267 ↑ /);
    expect(row('B · n less A · n', table)).toMatch(/\| 0\.0533 ≈ \\\[0\.0154, 0\.0913\\\] \|/);
    expect(row('B · c less A · n', table)).toMatch(/\| 0\.0467 ≈ /);
    expect(row('A · c', '## Means')).toContain('↑');
  });

  it('has main effects and the interaction as differences within blocks', () => {
    // B less A: (.54 + .53 - .50 - .52) / 2 = .025, (.55 + .56 - .48 - .51) / 2 = .06, .025: mean .03667.
    expect(row('B less A', '## Main effects of the strategy')).toContain('| 0.0367 ');
    // c less n: (.52 + .53 - .50 - .54) / 2 = .005, .02, .005: mean .01.
    expect(row('c less n', '## Main effects of the adaptation')).toContain('| 0.0100 ');
    // (.53 - .54) - (.52 - .50) = -.03, .01 - .03 = -.02, -.02 - .03 = -.05: mean -.0333, deviation .01528.
    const interaction = row('c under B rather than A', '## Interaction of adaptation and strategy');
    expect(interaction).toMatch(/\| -0\.0333 ≈/);
    // One contrast: its p is not multiplied. t = -.0333 / (.01528 / sqrt 3) = -3.78, p = 1 - 3.78 / sqrt(16.29) = .0634.
    expect(lines).toContainEqual(
      expect.stringMatching(/c under B rather than A -0\.0333 \\\[.*Holm’s p 0\.0634/),
    );
    expect(row('Mo mAP: interaction, F(1, 2)', '## Analysis of variance')).toContain('| 14.29 | 0.0634 |');
  });

  it('states findings with their intervals alone, and what is undecided as that', () => {
    const part = (title: string) => {
      const from = lines.indexOf(`## ${title}`) + 2;
      return lines.slice(from, lines.indexOf('', from));
    };
    expect(part('Findings')).toHaveLength(1);
    expect(part('Findings')[0]).toMatch(/^- None: no difference/);
    for (const line of part('Undecided')) expect(line).toMatch(/\\\[.*\\\]|no test/);
    expect(part('Undecided')).toContainEqual(expect.stringContaining('Mo mAP: B less A +0.0367'));
  });

  it('leaves blocks out in which a run is missing, and says so', () => {
    const some = new Map([...results].filter(([id]) => id !== 'Bc2'));
    const report = studyReport(record, some);
    expect(report.summary!.flatMap(({ items }) => items)).toContainEqual(
      expect.stringMatching(/^Runs done: 11 of 12; whole blocks .*: 2 of 3\.$/),
    );
    // (.50 + .48) / 2.
    const [first] = report.entries.filter(({ name }) => name === 'A · n');
    expect(first!.figures.get(figureKey('monolingual', 'mean', 'map'))!.value).toBeCloseTo(0.49, 12);
    expect(studyReport(record, new Map()).summary![0]!.items[0]).toMatch(/No block is whole/);
  });

  it('is written as files that stand alone, the same whatever order the runs are given in', () => {
    const files = studyFiles(record, results);
    expect(studyFiles(record, new Map([...results].reverse()))).toEqual(files);
    const html = files.get('report.html')!;
    expect(html).toContain('Made &lt;up&gt; | by hand');
    expect(html).toContain('isoglot/study@1');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(html.match(/<svg/g)).toHaveLength(3);
    expect(files.get('report.tex')).toContain('\\toprule');
    expect(files.get('tables/runs.csv')).toContain('B,c,law,2,monolingual,mean,map,0.55\r\n');
    expect(files.get('tables/figures.csv')).toMatch(/A,n,pair,de-en,map,0\.2\d*,,,3\r\n/);
    expect(files.get('tables/means.csv')).toMatch(/^name,published,runs,Mo mAP,/);
  });
});

describe('the figures of a run', () => {
  it('have the transfer gap in one pool, and what training made of it', () => {
    const domain = (map: number) => ({
      ...{ monolingual: map, crosslingual: null, multilingual: map, rankDistance: null },
    });
    const configuration = { ...example.configuration, targetDomains: ['law'] };
    const figures = runFigures({
      result: { ...example, configuration },
      transfer: {
        schema: 'isoglot/transfer@1',
        before: { law: domain(0.3), food: domain(0.3), arts: domain(0.5) },
        after: { law: domain(0.35), food: domain(0.5), arts: domain(0.6) },
      },
    });
    // (.5 + .6) / 2 - .35 = .2; before (.3 + .5) / 2 - .3 = .1.
    expect(figures.get(figureKey(GAP, 'mean', 'multilingual'))).toBeCloseTo(0.2, 12);
    expect(figures.get(figureKey(GAP_MADE, 'mean', 'multilingual'))).toBeCloseTo(0.1, 12);
    expect(figures.has(figureKey(GAP, 'mean', 'crosslingual'))).toBe(false);
    // exampleResult: monolingual de .5, en .25.
    expect(figures.get(figureKey('pair', 'de-de', 'map'))).toBe(0.5);
    expect(figures.get(figureKey('domain', 'law', 'crosslingual'))).toBe(0.15);
  });
});
