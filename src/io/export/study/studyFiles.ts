import { estimateOf } from '../../../core/study/effects';
import { slugged } from '../../../core/study/grid';
import type { StudyRecord } from '../../../protocol';
import { csvText } from '../csv';
import { reportCsv } from '../report/csv';
import { reportLatex } from '../report/latex';
import { reportMarkdown } from '../report/markdown';
import { blocksOf, cubeOf, placesOf, type Blocks } from './blocks';
import { runFigures, type StudyResult } from './runFigures';
import { studyHtml } from './studyHtml';
import { studyReport } from './studyReport';

/** All files of a study's report: text by path. */
export function studyFiles(
  record: StudyRecord,
  results: ReadonlyMap<string, StudyResult>,
): Map<string, string> {
  const report = studyReport(record, results);
  const blocks = blocksOf(record, results);
  return new Map([
    ['report.html', studyHtml(record, results)],
    ['report.md', reportMarkdown(report)],
    ['report.tex', reportLatex(report)],
    ...report.tables.map((table): [string, string] => {
      const entries = report.entries.filter(({ figures }) =>
        table.columns.some(({ key }) => figures.has(key)),
      );
      return [`tables/${slugged(table.title)}.csv`, reportCsv({ ...report, entries, tables: [table] })];
    }),
    ['tables/figures.csv', figuresCsv(blocks, record.study.level)],
    ['tables/runs.csv', runsCsv(blocks)],
  ]);
}

/** Every figure of every cell, language pairs among them, as a mean over blocks. */
function figuresCsv(blocks: Blocks, level: number): string {
  const keys = [
    ...new Set(blocks.runs.flatMap(({ figures }) => figures.flat().flatMap((own) => [...own.keys()]))),
  ];
  const lines = keys.flatMap((key) => {
    const cube = cubeOf(blocks, key);
    if (cube.length === 0) return [];
    return placesOf(blocks).map(({ strategy, adaptation }) => {
      const {
        value,
        interval,
        blocks: n,
      } = estimateOf(
        cube.map((block) => block[strategy]![adaptation]!),
        level,
      );
      const names = [blocks.strategies[strategy]!, blocks.adaptations[adaptation]!];
      const ends = [interval?.low.toString() ?? '', interval?.high.toString() ?? ''];
      return [...names, ...partsOf(key), String(value), ...ends, String(n)];
    });
  });
  return csvText([['strategy', 'adaptation', ...KEY, 'mean', 'low', 'high', 'blocks'], ...lines]);
}

/** Every figure of every run that is done, for an analysis of one's own. */
function runsCsv({ done }: Blocks): string {
  const lines = done.flatMap(({ cell: { strategy, adaptation, fold, seed }, ...found }) =>
    [...runFigures(found)].map(([key, value]) => [
      ...[strategy, adaptation, fold, String(seed), ...partsOf(key)],
      String(value),
    ]),
  );
  return csvText([['strategy', 'adaptation', 'fold', 'seed', ...KEY, 'value'], ...lines]);
}

const KEY = ['group', 'of', 'metric'];

/** The three parts of a figure's key; the name in the middle may hold spaces. */
function partsOf(key: string): string[] {
  const parts = key.split(' ');
  return [parts[0]!, parts.slice(1, -1).join(' '), parts.at(-1)!];
}
