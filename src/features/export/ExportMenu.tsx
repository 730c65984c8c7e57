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
