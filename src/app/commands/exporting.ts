import { IsoglotError } from '../../core/errors';
import { figuresOf } from '../../features/heatmap/figures';
import { hasDomain, inDomain } from '../../features/heatmap/inDomain';
import { heatmapCsv, heatmapSvg } from '../../io/export/heatmap';
import { historyLines } from '../../io/export/history';
import { resultOfRun } from '../../io/export/result';
import { cubeCsv } from '../../io/export/report/cube';
import { reportHtml } from '../../io/export/report/html';
import { reportLatex } from '../../io/export/report/latex';
import { reportMarkdown } from '../../io/export/report/markdown';
import { nameOf, runReport } from '../../io/export/report/runReport';
import { MEASUREMENT, type Result } from '../../protocol';
import type { Commands, ExportKind } from '../../state/commands';
import { isOver, isStandIn } from '../../state/run';
import { guarded, type CommandContext } from './context';
import { download, svgToPng } from './download';
import { figureOf, lookOf } from './heatmapFigure';

type Exporting = Pick<Commands, 'exportFile'>;

/** Files about the run on the page. */
export function exportingCommands(context: CommandContext): Exporting {
  const { stores, lab } = context;

  const builders: Record<ExportKind, () => Promise<Blob> | Blob> = {
    'result.json': () => text(`${JSON.stringify(resultOf(context), null, 2)}\n`, 'application/json'),
    'history.jsonl': () => text(historyLines(stores.run.getState().history), 'application/jsonl'),
    'configuration.json': () => {
      const configuration = stores.run.getState().configuration ?? stores.setup.getState().draft;
      return text(`${JSON.stringify(configuration, null, 2)}\n`, 'application/json');
    },
    'encoder.zip': () => {
      const { runId, status } = stores.run.getState();
      if (runId === null || !isOver(status)) throw new IsoglotError(NOTHING_TRAINED);
      return lab.exportEncoder(runId, resultOf(context));
    },
    'tables.md': () => text(reportMarkdown(runReport(resultOf(context))), 'text/markdown'),
    'tables.tex': () => text(reportLatex(runReport(resultOf(context))), 'application/x-tex'),
    'scores.csv': () => text(cubeCsv([named()]), 'text/csv'),
    'report.html': () => text(reportHtml(runReport(resultOf(context)), [named()]), 'text/html'),
    'run.trec': () => trec('run'),
    'qrels.trec': () => trec('qrels'),
    'heatmap.csv': () => text(heatmapCsv(figure()), 'text/csv'),
    'heatmap.svg': () => text(svg(), 'image/svg+xml'),
    'heatmap.png': () => svgToPng(svg()),
  };

  const named = () => {
    const result = resultOf(context);
    return { name: nameOf(result), result };
  };
  const trec = (part: 'run' | 'qrels') => {
    const { runId, evaluations } = measured(context);
    return lab.exportTrec(runId ?? MEASUREMENT, evaluations.at(-1)!.step, part);
  };
  const figures = () => {
    const { evaluations } = measured(context);
    const { setting, comparison, domain } = stores.view.getState();
    const chosen = stores.setup.getState().draft.evaluationLanguages;
    return figuresOf({
      evaluations: inDomain(evaluations, domain),
      data: stores.session.getState().data,
      chosen,
      setting,
      comparison,
    });
  };
  const figure = () => {
    const { setting, comparison, domain } = stores.view.getState();
    const { evaluations, ...run } = measured(context);
    const shown = hasDomain(evaluations, domain) ? domain : null;
    return figureOf(figures(), { setting, comparison, domain: shown }, run);
  };
  const svg = () => heatmapSvg(figure(), lookOf(figures()));

  return {
    async exportFile(kind) {
      await guarded(context, async () => download(await builders[kind](), `isoglot-${kind}`));
    },
  };
}

const NOTHING_TRAINED = {
  code: 'bad-configuration',
  what: 'No run has finished, so there is no trained encoder yet.',
  remedy: 'Let a run finish, or stop it.',
} as const;

const text = (content: string, type: string) => new Blob([content], { type });

/** The run on the page, if there is anything measured. @throws IsoglotError */
function measured({ stores }: CommandContext) {
  const run = stores.run.getState();
  if (run.evaluations.length > 0) return run;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: 'There are no scores to export yet.',
    remedy: 'Measure the encoder or train first.',
  });
}

function resultOf(context: CommandContext): Result {
  const run = measured(context);
  const { configuration, provenance, history } = run;
  if (!configuration || !provenance) throw new Error('A measured run has a configuration and a provenance.');
  // A measurement that stands in for a run's own first scores is not in the run's history.
  return resultOfRun({ ...provenance, configuration }, [...run.evaluations.filter(isStandIn), ...history]);
}
