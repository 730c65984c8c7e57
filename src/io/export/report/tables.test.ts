import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleResult } from '../../testing/exampleResult';
import { tablesOf } from './columns';
import { reportCsv } from './csv';
import { cubeCsv } from './cube';
import { groupSeeds, ownEntry } from './entries';
import { languagesOf } from './figures';
import { escaped, reportLatex } from './latex';
import { reportMarkdown } from './markdown';
import { figureKey, type Entry, type Report } from './model';
import { publishedEntries } from './published';

const key = figureKey('monolingual', 'mean', 'map');
const row = (name: string, value: number, patch: Partial<Entry> = {}, figure = {}): Entry => ({
  name,
  published: false,
  comparable: true,
  tags: [],
  note: '',
  runs: 1,
  figures: new Map([[key, { value, ...figure }]]),
  ...patch,
});
const report: Report = {
  title: 'A & B',
  entries: [
    row('first_run', 0.25, {}, { interval: { low: 0.2, high: 0.3 } }),
    row('50 % | more', 0.5, { tags: ['2 seeds'], runs: 2 }, { deviation: 0.125, mark: 'higher' }),
    row('elsewhere', 0.75, { comparable: false, tags: ['other data'], note: 'other data: 3 < 4' }),
    row('XLM-R', 0.875, { published: true, comparable: false, tags: ['published'] }, { zeroShot: true }),
  ],
  tables: [
    { title: 'Means', detailed: true, columns: [{ key, title: 'Mo mAP', decimals: 4, better: 'higher' }] },
  ],
  notes: ['± is 1 of 2'],
};

describe('a table as Markdown', () => {
  it('has the best of the comparable rows bold, marks, intervals and what differs', () => {
    expect(reportMarkdown(report)).toBe(`# A & B

## Means

|  | Mo mAP |
| --- | --: |
| first\\_run | 0.2500 \\[0.2000, 0.3000\\] |
| 50 % \\| more (2 seeds) | **0.5000** ↑ ± 0.1250 |
| elsewhere (other data) | 0.7500 |
| XLM-R (published) | 0.8750 z |

## What differs

- elsewhere: other data: 3 \\< 4

## Notes

- ± is 1 of 2
`);
  });
});

describe('a table as LaTeX', () => {
  it('is a booktabs table with published rows below a rule', () => {
    expect(reportLatex(report)).toContain(`\\begin{tabular}{lr}
\\toprule
 & Mo mAP \\\\
\\midrule
first\\_run & 0.2500 {\\footnotesize {[}0.2000, 0.3000{]}} \\\\
50 \\% \\textbar{} more (2 seeds) & \\textbf{0.5000}$^{\\uparrow}$ {\\footnotesize $\\pm$ 0.1250} \\\\
elsewhere (other data) & 0.7500 \\\\
\\midrule
XLM-R (published) & 0.8750$^{z}$ \\\\
\\bottomrule
\\end{tabular}`);
  });

  it('leaves no character of a name a command', () => {
    expect(escaped('a\\b{c}$d$ #1 100% x_y ~ ^ & "q"\n[z]')).toBe(
      'a\\textbackslash{}b\\{c\\}\\$d\\$ \\#1 100\\% x\\_y \\textasciitilde{} \\textasciicircum{} \\& \\char34{}q\\char34{} {[}z{]}',
    );
  });

  it.skipIf(spawnSync('kpsewhich', ['booktabs.sty']).status !== 0)('is set by a real LaTeX', () => {
    const folder = mkdtempSync(join(tmpdir(), 'isoglot-latex-'));
    const odd = row('a\\b{c}$d$ #1 100% x_y ~ ^ & "q" <p> [z] \\input{x}', 0.125, { note: 'note: 5 % & $' });
    writeFileSync(
      join(folder, 'tables.tex'),
      reportLatex({ ...report, entries: [odd, ...report.entries], notes: ['↑ ↓ ≈ ± Holm’s'] }),
    );
    const main =
      '\\documentclass{article}\\usepackage{booktabs}\\begin{document}\\input{tables}\\end{document}';
    writeFileSync(join(folder, 'main.tex'), main);
    const flags = ['-interaction=nonstopmode', '-halt-on-error', 'main.tex'];
    expect(
      execFileSync('pdflatex', flags, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    ).toContain('Output written on main.pdf');
  });
});

describe('a table as CSV', () => {
  it('has unrounded numbers and only the parts that some row has', () => {
    expect(reportCsv(report)).toBe(
      [
        'name,published,runs,Mo mAP,Mo mAP low,Mo mAP high,Mo mAP deviation,Mo mAP mark,note',
        'first_run,no,1,0.25,0.2,0.3,,,',
        '50 % | more (2 seeds),no,2,0.5,,,0.125,higher,',
        'elsewhere (other data),no,1,0.75,,,,,other data: 3 < 4',
        'XLM-R (published),yes,1,0.875,,,,,',
        '',
      ].join('\r\n'),
    );
  });
});

describe('all scores, one a line', () => {
  const cube = cubeCsv([{ name: 'A', result: exampleResult() }]).split('\r\n');
  it('places every number of the cube', () => {
    const data = 'A,"made up, sha256 d0d0d0d0d0d0"';
    expect(cube[0]).toBe(
      'result,data,setting,domain,query language,passage language,metric,value,low,high,queries',
    );
    for (const line of [
      'monolingual,all,mean,mean,map,0.375,,,',
      'monolingual,law,de,de,recall@1,0.25,,,2',
      'crosslingual,all,de,en,map,0.2,,,2',
      'crosslingual,law,en,de,map,0.1,,,2',
      'multilingual,all,en,all,recall@10,0.1,,,2',
      'strong,all,de,en,mrr,0.4,,,',
      'languageBias,law,en,all,rankDistance,15,,,',
      'languageBias,all,de,en,languageShare@10,0.25,,,',
      'languageBias,all,de,en,oracleGap,-0.5,,,',
      'languageBias,all,de,all,languagePreference,1,,,',
      'consistency,all,de,en,rankC@10,0.6,,,',
    ]) {
      expect(cube).toContain(`${data},${line}`);
    }
  });

  it('has the companions of the rank distance and of RankC, where a result has them', () => {
    const base = exampleResult();
    const languageBias = {
      ...base.scores.languageBias,
      violationRate: { mean: 0.125, perLanguage: { de: 0.25 } },
      poolShare: { de: 0.5 },
    };
    const mrc = { cutoff: 10, pairs: { 'de-en': -0.25 }, perLanguage: {}, mean: -0.25 };
    const consistency = { ...base.scores.consistency, mrc };
    const result = { ...base, scores: { ...base.scores, languageBias, consistency } };
    const lines = cubeCsv([{ name: 'A', result }]);
    expect(lines).toContain(',languageBias,all,mean,all,violationRate,0.125,');
    expect(lines).toContain(',languageBias,all,de,all,violationRate,0.25,');
    expect(lines).toContain(',languageBias,all,all,de,poolShare,0.5,');
    expect(lines).toContain(',consistency,all,de,en,mrc@10,-0.25,');
  });

  it('reads pairs of codes that hold hyphens by the codes of the data', () => {
    const languages = ['en', 'zh-Hant', 'zh'];
    expect(languagesOf('zh-Hant-en', languages)).toEqual(['zh-Hant', 'en']);
    expect(languagesOf('en-zh-Hant', languages)).toEqual(['en', 'zh-Hant']);
    expect(languagesOf('zh-en', languages)).toEqual(['zh', 'en']);
  });
});

describe('rows', () => {
  const seeded = (seed: number, map: number, patch = {}) => {
    const base = exampleResult();
    const monolingual = { ...base.scores.monolingual, map };
    return { result: { ...base, seed, scores: { ...base.scores, monolingual }, ...patch } };
  };

  it('are one for results that differ only in the seed, with mean and deviation', () => {
    const all = [seeded(1, 0.25), seeded(2, 0.5), seeded(3, 0.5, { steps: 9 }), seeded(1, 0.75)];
    const groups = groupSeeds(all);
    // The fourth has the seed of the first: a repetition is no other draw.
    expect(groups).toEqual([[all[0], all[1]], [all[2]], [all[3]]]);
    const entry = ownEntry({ name: 'both', results: [all[0]!.result, all[1]!.result] }, true);
    expect(entry.tags).toContain('2 seeds');
    // Deviation of .25 and .5: sqrt(2 * .125^2 / 1).
    expect(entry.figures.get(key)).toEqual({ value: 0.375, deviation: Math.sqrt(0.03125) });
  });

  it('say whether they are zero-shot, and which languages were not trained on', () => {
    const nothing = { queries: 0, passages: 0 };
    const exposure = (data: boolean) => ({
      ...{ zeroShot: { data, languages: ['en'], domains: [] }, ...nothing, translations: nothing },
      ...{ nearDuplicates: { passages: 0, threshold: 0.8, sample: 0 }, encoder: 'unknown' as const },
    });
    const entry = (data: boolean) =>
      ownEntry({ name: 'one', results: [exampleResult({ exposure: exposure(data), steps: 1 })] }, true);
    expect(entry(true).tags).toEqual(['zero-shot']);
    expect(entry(false).tags).toEqual(['not zero-shot']);
    const unseen = (name: string) => entry(true).figures.get(figureKey('monolingual', name, 'map'))!.zeroShot;
    expect([unseen('en'), unseen('de'), unseen('mean')]).toEqual([true, undefined, undefined]);
  });

  it('of a language ask in all its pairs, and tables leave out what nobody measured', () => {
    const entry = ownEntry({ name: 'one', results: [exampleResult()] }, true);
    expect(entry.figures.get(figureKey('crosslingual', 'de', 'map'))?.value).toBe(0.2);
    expect(entry.figures.get(figureKey('rankC', 'mean', 'share'))?.value).toBe(0.6);
    const titles = tablesOf([entry], ['de', 'en']).map(({ title }) => title);
    expect(titles).toContain('Monolingual mAP by query language');
    expect(titles).not.toContain('Monolingual recall@100 by query language');
  });
});

describe('published rows', () => {
  const on = (name: string, format: string) => {
    const base = exampleResult();
    return publishedEntries({ ...base, data: { ...base.data, name, format } });
  };
  const figure = (rows: Entry[], name: string, ...place: [string, string, string]) =>
    rows.find((one) => one.name === name)?.figures.get(figureKey(...place))?.value;

  it('have the papers’ figures in their places', () => {
    const xquad = on('xquad-r', 'xquad-r');
    // arXiv 2408.10536, Tables 3, 5 and 7; LAReQA's README.
    expect(figure(xquad, 'XLM-R, hybrid', 'monolingual', 'mean', 'map')).toBe(0.7977);
    expect(figure(xquad, 'XLM-R, X-Y', 'crosslingual', 'ar', 'map')).toBe(0.6607);
    expect(figure(xquad, 'XLM-R, X-X-mono', 'multilingual', 'de', 'recall@10')).toBe(0.4929);
    expect(figure(xquad, 'LaBSE, X-X-mono', 'monolingual', 'ar', 'recall@1')).toBe(0.7001);
    expect(figure(xquad, 'LaBSE, hybrid', 'rankDistance', 'ar', 'ranks')).toBe(285.4);
    expect(figure(xquad, 'LAReQA mBERT, X-Y', 'multilingual', 'mean', 'map')).toBe(0.66);
    const miracl = on('miracl', 'miracl');
    expect(figure(miracl, 'LaBSE, X-Y', 'monolingual', 'sw', 'ndcg@10')).toBe(0.4883);
    expect(figure(miracl, 'XLM-R, hybrid', 'monolingual', 'sw', 'recall@100')).toBe(0.6416);
    expect(figure(on('mlqa-dev-r', 'xquad-r'), 'XLM-R, X-X-mono', 'crosslingual', 'en', 'map')).toBe(0.5771);
  });

  it('say that they are published and what differs', () => {
    for (const { tags, note, published } of on('mlqa-dev-r', 'xquad-r')) {
      expect(published).toBe(true);
      expect(tags).toContain('published');
      expect(note).toMatch(/here tiny; .*20,534 candidates.*here 2 languages, 16 candidates, 4 queries/);
      expect(note).toContain('split otherwise');
    }
  });

  it('are none on other data', () => {
    expect(on('isoglot-qa', 'isoglot-qa')).toEqual([]);
    expect(on('mrtydi-v1.1-thai', 'miracl')).toEqual([]);
  });
});
