import { isLive } from '../../state/run';
import { ConfirmDelete, format } from '../../ui';
import { useCommands, useKept, useRuns, useStudy } from '../workbench';
import styles from './Storage.module.css';

/** Saved runs by what they take; those of a study stand with it. */
export function StoredRuns() {
  const all = useRuns((runs) => runs.records);
  const studies = useStudy((study) => study.stored);
  const records = all.filter(({ study }) => !studies.some(({ key }) => key === study));
  const checkpoints = useKept((kept) => kept.measure?.checkpoints);
  const database = useKept((kept) => kept.measure?.database ?? null);
  const { eraseRun } = useCommands();
  return (
    <section aria-labelledby="stored-runs">
      <h3 id="stored-runs">Runs</h3>
      {records.length === 0 ? (
        <p className={styles.empty}>None yet.</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Status</th>
              <th scope="col" className={styles.number}>
                Checkpoint
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {records.map(({ id, name, encoder, status, updated }) => (
              <tr key={id}>
                <th scope="row">
                  <span className={styles.name} dir="auto">
                    {name}
                  </span>
                  <span className={styles.aside}>{encoder.name}</span>
                </th>
                <td>
                  {status}
                  <time dateTime={updated}>{format.day(updated)}</time>
                </td>
                <td className={styles.number}>{checkpoints?.[id] ? format.bytes(checkpoints[id]) : '–'}</td>
                <td>
                  <div className={styles.actions}>
                    <ConfirmDelete
                      name={name}
                      question={`Delete the run${checkpoints?.[id] ? ` and ${format.bytes(checkpoints[id])}` : ''}?`}
                      isDisabled={isLive(status)}
                      onConfirm={() => void eraseRun(id)}
                    />
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {database !== null && all.length > 0 && (
        <p className={styles.note}>Records and histories of all runs together: {format.bytes(database)}.</p>
      )}
    </section>
  );
}
