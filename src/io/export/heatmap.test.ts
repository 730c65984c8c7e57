// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { heatmapCsv, heatmapSvg, type HeatmapFigure, type HeatmapLook } from './heatmap';

const values: Record<string, number> = { 'de-de': 0.5, 'de-en': 0.25, 'en-en': 1 / 3 };
const figure: HeatmapFigure = {
  title: 'Cross-lingual mAP & more',
  subtitle: 'isoglot-nano <untouched>, seed 0',
  rowTitle: 'query language',
  columnTitle: 'passage language',
  rows: ['de', 'en'],
  columns: ['de', 'en'],
  value: (row, column) => values[`${row}-${column}`] ?? null,
};
const look: HeatmapLook = {
  colour: (value) => ({ background: `rgb(0, 0, ${Math.round(value * 255)})`, ink: '#ffffff' }),
  format: (value) => value.toFixed(3),
  legend: [0, 0.25, 0.5, 0.75, 1],
  background: '#fff',
  ink: '#111',
  muted: '#ccc',
};

describe('heatmapCsv', () => {
  it('has a header, unrounded numbers and empty cells for what is not measured', () => {
    expect(heatmapCsv(figure)).toBe('query language,de,en\r\nde,0.5,0.25\r\nen,,0.3333333333333333\r\n');
  });

  it('quotes by RFC 4180', () => {
    const odd = { ...figure, rowTitle: 'a "b", c', rows: [], columns: ['x\ny'] };
    expect(heatmapCsv(odd)).toBe('"a ""b"", c","x\ny"\r\n');
  });
});

describe('heatmapSvg', () => {
  const parsed = (svg: string) => new DOMParser().parseFromString(svg, 'image/svg+xml');
  const texts = (svg: string) =>
    [...parsed(svg).querySelectorAll('text')].map(({ textContent }) => textContent);

  it('is well-formed and says everything that is on the page', () => {
    const svg = heatmapSvg(figure, look);
    expect(parsed(svg).querySelector('parsererror')).toBeNull();
    expect(parsed(svg).querySelector('title')?.textContent).toBe('Cross-lingual mAP & more');
    expect(texts(svg)).toEqual([
      'Cross-lingual mAP & more',
      'isoglot-nano <untouched>, seed 0',
      'passage language',
      'query language',
      ...['de', 'en', 'de', 'en'],
      ...['0.500', '0.250', '–', '0.333'],
      ...['0.000', '0.500', '1.000'],
    ]);
  });

  it('colours each cell by its value and greys what is not measured', () => {
    const cells = [...parsed(heatmapSvg(figure, look)).querySelectorAll('rect')].slice(1, 5);
    expect(cells.map((cell) => cell.getAttribute('fill'))).toEqual([
      'rgb(0, 0, 128)',
      'rgb(0, 0, 64)',
      '#ccc',
      'rgb(0, 0, 85)',
    ]);
  });

  it('grows with its table and holds all of it', () => {
    const many = Array.from({ length: 30 }, (_, i) => `l${i}`);
    const root = parsed(heatmapSvg({ ...figure, rows: many, columns: many }, look)).documentElement;
    const cells = [...root.querySelectorAll('rect')].slice(1);
    const right = Math.max(
      ...cells.map((cell) => Number(cell.getAttribute('x')) + Number(cell.getAttribute('width'))),
    );
    expect(cells.length).toBe(905);
    expect(right).toBeLessThanOrEqual(Number(root.getAttribute('width')));
  });
});
