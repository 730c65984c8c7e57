import { interpolateViridis } from 'd3-scale-chromatic';
import { readable } from '../../../core/contrast';
import type { Result } from '../../../protocol';
import { heatmapSvg, type HeatmapLook } from '../heatmap';
import { evaluatedLanguages } from './figures';

const SWATCHES = 6;

/**
 * The language pairs of a result as a picture: query languages by passage languages, monolingual on the diagonal. Paper and
 * ink are the page's own (`--paper`, `--ink`, `--muted`), so that they follow its theme.
 * @param id begins the ids inside
 */
export function pairsHeatmap(result: Result, title: string, id: string): string {
  const { monolingual, crosslingual } = result.scores;
  const languages = evaluatedLanguages(result);
  const value = (row: string, column: string) =>
    (row === column ? monolingual.perLanguage[row] : crosslingual.pairs[`${row}-${column}`])?.map ?? null;
  const all = languages.flatMap((row) => languages.flatMap((column) => value(row, column) ?? []));
  const [low, high] = tenths(all);
  const look: HeatmapLook = {
    colour: (v) => readable(interpolateViridis((v - low) / (high - low))),
    format: (v) => v.toFixed(3).replace(/^0\./, '.'),
    legend: Array.from({ length: SWATCHES }, (_, i) => low + ((high - low) * i) / (SWATCHES - 1)),
    background: 'var(--paper)',
    ink: 'var(--ink)',
    muted: 'var(--muted)',
  };
  const figure = {
    id,
    title: 'mAP of language pairs',
    subtitle: title,
    rowTitle: 'query language',
    columnTitle: 'passage language',
    rows: languages,
    columns: languages,
    value,
  };
  return heatmapSvg(figure, look);
}

/** Tenths around the values, so that colours mean round numbers. */
function tenths(values: readonly number[]): [low: number, high: number] {
  const low = Math.floor(Math.min(1, ...values) * 10) / 10;
  const high = Math.ceil(Math.max(0, ...values) * 10) / 10;
  return high > low ? [low, high] : [Math.max(0, low - 0.1), low + 0.1];
}
