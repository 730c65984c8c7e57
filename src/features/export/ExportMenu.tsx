import type { ExportKind } from '../../state/commands';
import { isOver } from '../../state/run';
import { Menu } from '../../ui';
import { useCommands, useRun } from '../workbench';

const ITEMS: readonly {
  id: ExportKind;
  label: string;
  description: string;
  needs?: 'scores' | 'history' | 'trained';
}[] = [
  {
    id: 'result.json',
    label: 'Result, JSON',
    description: 'All scores with what is needed to get them again',
    needs: 'scores',
  },
  {
    id: 'history.jsonl',
    label: 'History, JSONL',
    description: 'Every step and evaluation',
    needs: 'history',
  },
  {
    id: 'configuration.json',
    label: 'Configuration, JSON',
    description: 'Runs unchanged on the command line',
  },
  {
    id: 'encoder.zip',
    label: 'Trained encoder, ZIP',
    description: 'A folder that sentence-transformers opens',
    needs: 'trained',
  },
  {
    id: 'report.html',
    label: 'Report, HTML',
    description: 'Tables, heatmap and configuration on one page',
    needs: 'scores',
  },
  { id: 'tables.md', label: 'Tables, Markdown', description: 'By setting and language', needs: 'scores' },
  {
    id: 'tables.tex',
    label: 'Tables, LaTeX',
    description: 'The same with booktabs, for papers',
    needs: 'scores',
  },
  { id: 'scores.csv', label: 'Scores, CSV (long)', description: 'Every score, one a line', needs: 'scores' },
  {
    id: 'run.trec',
    label: 'TREC run',
    description: 'The first ranks of the last evaluation',
    needs: 'scores',
  },
  {
    id: 'qrels.trec',
    label: 'TREC qrels',
    description: 'The relevance judgments that belong to it',
    needs: 'scores',
  },
  { id: 'heatmap.svg', label: 'Heatmap, SVG', description: 'As on the page, for papers', needs: 'scores' },
  { id: 'heatmap.png', label: 'Heatmap, PNG', description: 'As on the page, for slides', needs: 'scores' },
  { id: 'heatmap.csv', label: 'Heatmap, CSV', description: 'The numbers of the table', needs: 'scores' },
];

/** Downloads of all that the page shows. */
export function ExportMenu() {
  const { exportFile } = useCommands();
  const scores = useRun((run) => run.evaluations.length > 0);
  const history = useRun((run) => run.runId !== null);
  const trained = useRun((run) => run.runId !== null && isOver(run.status));
  const there = { scores, history, trained };
  return (
    <Menu
      label="Export"
      look="plain"
      items={ITEMS.map(({ needs, ...item }) => ({ ...item, isDisabled: needs && !there[needs] }))}
      onAction={(kind) => void exportFile(kind)}
    >
      Export
    </Menu>
  );
}
