import { mixInWords } from '../../core/batches/mixInWords';
import { colourIn, type Figures } from '../../features/heatmap/figures';
import type { HeatmapFigure, HeatmapLook } from '../../io/export/heatmap';
import type { RunState } from '../../state/run';
import type { Comparison, Setting, ViewState } from '../../state/view';
import { format } from '../../ui';

const SETTINGS: Record<Setting, string> = {
  crosslingual: 'Cross-lingual mAP',
  monolingual: 'Monolingual retrieval',
  multilingual: 'Multilingual retrieval',
};
const COMPARISONS: Record<Comparison, string> = {
  now: '',
  before: ', before training',
  change: ', change by training',
};
const SWATCHES = 6;

/** The heatmap on the page with the words that a figure in a paper needs. */
export function figureOf(
  figures: Figures,
  { setting, comparison, domain }: Pick<ViewState, 'setting' | 'comparison' | 'domain'>,
  { provenance, configuration }: Pick<RunState, 'provenance' | 'configuration'>,
): HeatmapFigure {
  const step = comparison === 'before' ? 0 : (figures.now?.step ?? 0);
  const trained =
    step > 0 && configuration
      ? [`step ${step}`, mixInWords(configuration), `seed ${configuration.seed}`]
      : ['untouched'];
  const part = domain !== null && `domain ${domain}`;
  const facts = [provenance?.encoder.name, provenance?.data.name, part, ...trained, provenance?.backend.used];
  return {
    title: `${SETTINGS[setting]}${COMPARISONS[comparison]}`,
    subtitle: [...facts, `Isoglot ${provenance?.isoglot.version}`].filter(Boolean).join(' · '),
    rowTitle: 'query language',
    columnTitle: figures.grid.columnsAre === 'languages' ? 'passage language' : 'metric',
    rows: figures.grid.rows,
    columns: figures.grid.columns,
    value: (row, column) => figures.cell(row, column).value,
  };
}

/** The page's colours on white paper. */
export function lookOf({ range }: Figures): HeatmapLook {
  const [low, high] = range.kind === 'change' ? [-range.end, range.end] : [range.low, range.high];
  return {
    colour: (value) => colourIn(range, value),
    format: range.kind === 'change' ? format.change : format.score,
    legend: Array.from({ length: SWATCHES }, (_, i) => low + ((high - low) * i) / (SWATCHES - 1)),
    background: '#ffffff',
    ink: '#1a1d21',
    muted: '#e3e5e8',
  };
}
