import { Button, format, ModalCard, Undo } from '../../ui';
import { useCommands, useRuns, useView } from '../workbench';
import { RunsTable } from './RunsTable';
import styles from './Runs.module.css';

/** The button in the transport bar. */
export function RunsButton() {
  const count = useRuns((runs) => runs.records.length);
  const set = useView((view) => view.set);
  return (
    <Button aria-label="Runs" onPress={() => set({ dialog: 'runs' })}>
      Runs
      <span className={styles.count}>{format.count(count)}</span>
    </Button>
  );
}

/** The saved runs. */
export function RunsDialog() {
  const isOpen = useView((view) => view.dialog === 'runs');
  const set = useView((view) => view.set);
  const close = () => set({ dialog: null });
  return (
    <ModalCard title="Runs" isOpen={isOpen} onClose={close} wide>
      <RunsTable close={close} />
      <div className={styles.foot}>
        <UndoRun />
        <Button onPress={() => set({ dialog: 'storage' })}>Storage…</Button>
      </div>
    </ModalCard>
  );
}

function UndoRun() {
  const deleted = useRuns((runs) => runs.deleted);
  const { undoDelete } = useCommands();
  return <Undo name={deleted?.name ?? null} onUndo={() => void undoDelete()} />;
}
