import { csvText } from './csv';
import { escapeHtml } from './escapeHtml';

/** A heatmap as a file: a table for a spreadsheet, a picture for a paper. */

/** What is shown: a value for every row and column. */
export interface HeatmapFigure {
  /** Begins the ids inside the picture, where a page holds several. */
  id?: string;
  title: string;
  /** What is needed to get the figure again: encoder, data, step, seed. */
  subtitle: string;
  /** E.g. `query language`. */
  rowTitle: string;
  columnTitle: string;
  rows: readonly string[];
  columns: readonly string[];
  /** Null: not measured. */
  value: (row: string, column: string) => number | null;
  /** Written in a cell instead of its formatted value. */
  text?: (row: string, column: string) => string;
}

/** How it is shown. Colours are any that SVG knows. */
export interface HeatmapLook {
  colour: (value: number) => { background: string; ink: string };
  format: (value: number) => string;
  /** Values of the legend's swatches, low to high. */
  legend: readonly number[];
  /** Of the picture around the cells; `muted` is also the ground of cells that are not measured. */
  background: string;
  ink: string;
  muted: string;
}

/** Numbers unrounded, cells that are not measured empty; lines and quotes by RFC 4180. */
export function heatmapCsv(figure: HeatmapFigure): string {
  const { rows, columns, rowTitle, value } = figure;
  const lines = [
    [rowTitle, ...columns],
    ...rows.map((row) => [row, ...columns.map((column) => value(row, column)?.toString() ?? '')]),
  ];
  return csvText(lines);
}

const CELL = { width: 56, height: 32 };
const MARGIN = { left: 104, top: 112, right: 24, bottom: 72 };
const LEGEND = { width: 240, height: 12 };
const FONT = 'font-family="system-ui, sans-serif"';

/**
 * A picture that stands alone: title, axis titles, names, the number in every cell, legend. Its size in pixels
 * follows from the numbers of rows and columns.
 */
export function heatmapSvg(figure: HeatmapFigure, look: HeatmapLook): string {
  const { rows, columns, id = '' } = figure;
  const table = { width: columns.length * CELL.width, height: rows.length * CELL.height };
  const width = Math.max(MARGIN.left + table.width, MARGIN.left + LEGEND.width) + MARGIN.right;
  const height = MARGIN.top + table.height + MARGIN.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${FONT} font-size="13" font-variant-numeric="tabular-nums" role="img" aria-labelledby="${id}title ${id}desc">`,
    `<title id="${id}title">${escapeHtml(figure.title)}</title>`,
    `<desc id="${id}desc">${escapeHtml(figure.subtitle)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${escapeHtml(look.background)}"/>`,
    text(16, 30, figure.title, look.ink, 'font-size="17" font-weight="600"'),
    text(16, 50, figure.subtitle, look.ink, 'font-size="11"'),
    ...axes(figure, look, table),
    ...rows.flatMap((row, r) => columns.map((column, c) => cell(figure, { row, r, column, c }, look))),
    ...legend(look, MARGIN.top + table.height + 24),
    '</svg>\n',
  ].join('\n');
}

function axes(figure: HeatmapFigure, look: HeatmapLook, table: { width: number; height: number }): string[] {
  const { rows, columns, rowTitle, columnTitle } = figure;
  const middle = MARGIN.top + table.height / 2;
  return [
    text(MARGIN.left + table.width / 2, MARGIN.top - 34, columnTitle, look.ink, 'text-anchor="middle"'),
    text(24, middle, rowTitle, look.ink, `text-anchor="middle" transform="rotate(-90 24 ${middle})"`),
    ...columns.map((column, c) =>
      text(MARGIN.left + (c + 0.5) * CELL.width, MARGIN.top - 10, column, look.ink, 'text-anchor="middle"'),
    ),
    ...rows.map((row, r) =>
      text(
        MARGIN.left - 10,
        MARGIN.top + (r + 0.5) * CELL.height,
        row,
        look.ink,
        'text-anchor="end" dominant-baseline="central"',
      ),
    ),
  ];
}

interface CellPlace {
  row: string;
  r: number;
  column: string;
  c: number;
}

function cell(figure: HeatmapFigure, { row, r, column, c }: CellPlace, look: HeatmapLook): string {
  const value = figure.value(row, column);
  const x = MARGIN.left + c * CELL.width;
  const y = MARGIN.top + r * CELL.height;
  const { background, ink } = value === null ? { background: look.muted, ink: look.ink } : look.colour(value);
  const box = `<rect x="${x}" y="${y}" width="${CELL.width - 1}" height="${CELL.height - 1}" fill="${escapeHtml(background)}"/>`;
  const shown = value === null ? '–' : (figure.text?.(row, column) ?? look.format(value));
  const middle = 'text-anchor="middle" dominant-baseline="central"';
  return box + text(x + CELL.width / 2, y + CELL.height / 2, shown, ink, middle);
}

function legend(look: HeatmapLook, y: number): string[] {
  const { legend: values } = look;
  const swatch = LEGEND.width / Math.max(1, values.length);
  const ends = new Set([0, (values.length - 1) / 2, values.length - 1]);
  return values.flatMap((value, i) => {
    const x = MARGIN.left + i * swatch;
    const box = `<rect x="${x}" y="${y}" width="${swatch}" height="${LEGEND.height}" fill="${escapeHtml(look.colour(value).background)}"/>`;
    if (!ends.has(i)) return [box];
    const label = text(
      x + swatch / 2,
      y + 28,
      look.format(value),
      look.ink,
      'text-anchor="middle" font-size="11"',
    );
    return [box, label];
  });
}

function text(x: number, y: number, content: string, fill: string, attributes: string): string {
  return `<text x="${x}" y="${y}" fill="${escapeHtml(fill)}" ${attributes}>${escapeHtml(content)}</text>`;
}
