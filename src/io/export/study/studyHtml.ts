import { interpolateRdBu } from 'd3-scale-chromatic';
import { readable } from '../../../core/contrast';
import { cellDifference, estimateOf, type Estimate } from '../../../core/study/effects';
import type { StudyRecord } from '../../../protocol';
import { escapeHtml } from '../escapeHtml';
import { heatmapSvg, type HeatmapFigure, type HeatmapLook } from '../heatmap';
import { evaluatedLanguages } from '../report/figures';
import { reportPage } from '../report/html';
import { figureKey } from '../report/model';
import { blocksOf, cubeOf, isSame, placesOf, type Blocks } from './blocks';
import { PAIR, type StudyResult } from './runFigures';
import { studyReport } from './studyReport';

const SWATCHES = 7;

/** The report of a study as one file that needs no other: tables, heatmaps of differences, and its configuration. */
export function studyHtml(record: StudyRecord, results: ReadonlyMap<string, StudyResult>): string {
  const blocks = blocksOf(record, results);
  const [first] = blocks.done;
  const languages = first ? evaluatedLanguages(first.result) : [];
  const pictures = blocks.runs.length > 0 ? heatmaps(blocks, languages, record.study.level) : [];
  const configuration = JSON.stringify(record.study, null, 2);
  const heading = `<h2>Differences from the baseline by language pair</h2>
<p>mAP, mean over blocks. In brackets: undecided by itself, as its interval holds 0. The pairs are not corrected for their
number: of ${languages.length ** 2} pairs without any difference about ${((1 - record.study.level) * languages.length ** 2).toFixed(0)} would stand out.</p>`;
  return reportPage(
    studyReport(record, results),
    [
      ...(pictures.length > 0 ? [heading, ...pictures.map((svg) => `<figure>${svg}</figure>`)] : []),
      `<h2>The study</h2>\n<details open><summary>Configuration</summary><pre>${escapeHtml(configuration)}</pre></details>`,
    ].join('\n'),
  );
}

function heatmaps(blocks: Blocks, languages: readonly string[], level: number): string[] {
  const { base, strategies, adaptations } = blocks;
  const nameOf = (strategy: number, adaptation: number) =>
    `${strategies[strategy]} · ${adaptations[adaptation]}`;
  const cubes = new Map(
    languages.flatMap((row) =>
      languages.map((column) => {
        const pair = `${row}-${column}`;
        return [pair, cubeOf(blocks, figureKey(PAIR, pair, 'map'))] as const;
      }),
    ),
  );
  const cells = placesOf(blocks)
    .filter((place) => !isSame(place, base))
    .map((place) => {
      const estimates = new Map<string, Estimate>();
      for (const [pair, cube] of cubes) {
        if (cube.length > 0) estimates.set(pair, estimateOf(cellDifference(cube, place, base), level));
      }
      return { place, estimates };
    });
  // One scale for all, so that the pictures can be held against each other.
  const all = cells.flatMap(({ estimates }) => [...estimates.values()].map(({ value }) => Math.abs(value)));
  const end = Math.max(0.01, Math.ceil(Math.max(0, ...all) * 100) / 100);
  return cells.map(({ place, estimates }, number) => {
    const at = (row: string, column: string) => estimates.get(`${row}-${column}`);
    const figure: HeatmapFigure = {
      id: `d${number}-`,
      title: nameOf(place.strategy, place.adaptation),
      subtitle: `less ${nameOf(base.strategy, base.adaptation)}; ${blocks.runs.length} blocks`,
      rowTitle: 'query language',
      columnTitle: 'passage language',
      rows: languages,
      columns: languages,
      value: (row, column) => at(row, column)?.value ?? null,
      text: (row, column) => {
        const { value, interval } = at(row, column)!;
        const undecided = !interval || (interval.low <= 0 && interval.high >= 0);
        return undecided ? `(${change(value)})` : change(value);
      },
    };
    return heatmapSvg(figure, look(end));
  });
}

const change = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(3).replace(/^(-?)0\./, '$1.')}`;

const look = (end: number): HeatmapLook => ({
  // As on the page: the ends of the scale are almost black and would leave no room for hue.
  colour: (value) => readable(interpolateRdBu(0.5 + 0.42 * (value / end))),
  format: change,
  legend: Array.from({ length: SWATCHES }, (_, i) => end * ((2 * i) / (SWATCHES - 1) - 1)),
  background: 'var(--paper)',
  ink: 'var(--ink)',
  muted: 'var(--muted)',
});
