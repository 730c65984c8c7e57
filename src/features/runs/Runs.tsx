import { Button, format, ModalCard } from '../../ui';
import { useCommands, useRun, useRuns, useView } from '../workbench';
import { RunRow } from './RunRow';
import styles from './Runs.module.css';

/** The button in the transport bar. */
export function RunsButton() {
  const count = useRuns((runs) => runs.records.length);
  const set = useView((view) => view.set);
  return (
    <Button aria-label="Runs" onPress={() => set({ dialog: 'runs' })}>
      Runs{count > 0 && <span className={styles.count}>{format.count(count)}</span>}
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
      <Undo />
    </ModalCard>
  );
}

function Undo() {
  const deleted = useRuns((runs) => runs.deleted);
  const { undoDelete } = useCommands();
  return (
    <div role="status" className={styles.undo}>
      {deleted && (
        <>
          Deleted “{deleted.name}”. <Button onPress={() => void undoDelete()}>Undo</Button>
        </>
      )}
    </div>
  );
}

function RunsTable({ close }: { close: () => void }) {
  const records = useRuns((runs) => runs.records);
  const loaded = useRuns((runs) => runs.loaded);
  const shown = useRun((run) => run.runId);
  if (!loaded) return <p className={styles.empty}>Reading the saved runs…</p>;
  if (records.length === 0)
    return (
      <p className={styles.empty}>No runs yet. Every run that you train is kept here, in this browser.</p>
    );
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Status</th>
            <th scope="col">Batches</th>
            <th scope="col" className={styles.number}>
              Steps
            </th>
            <th scope="col" className={styles.number}>
              mAP mono
            </th>
            <th scope="col" className={styles.number}>
              mAP cross
            </th>
            <th scope="col" className={styles.number}>
              mAP multi
            </th>
            <th scope="col" className={styles.number}>
              Rank distance
            </th>
            <th scope="col">Started</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RunRow key={record.id} record={record} isShown={record.id === shown} close={close} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
