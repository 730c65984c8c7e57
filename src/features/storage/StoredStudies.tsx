import { isRunDone } from '../../io/storage/studyStore';
import type { StoredStudy } from '../../protocol';
import { isUnderWay } from '../../state/study';
import { Button, format, Icon, Undo } from '../../ui';
import { useCommands, useKept, useRuns, useStudy } from '../workbench';
import styles from './Storage.module.css';

/** Studies with all their runs, by what they take. */
export function StoredStudies() {
  const stored = useStudy((study) => study.stored);
  const deleted = useStudy((study) => study.deleted);
  const { undoDeleteStudy } = useCommands();
  if (stored.length === 0 && !deleted) return null;
  return (
    <section aria-labelledby="stored-studies">
      <h3 id="stored-studies">Studies</h3>
      {stored.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Study</th>
              <th scope="col">Runs</th>
              <th scope="col" className={styles.number}>
                Files
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {stored.map((study) => (
              <Row key={study.key} study={study} />
            ))}
          </tbody>
        </table>
      )}
      <Undo name={deleted?.record.study.name ?? null} onUndo={() => void undoDeleteStudy()} />
    </section>
  );
}

function Row({ study: { key, updated, record } }: { study: StoredStudy }) {
  const own = useRuns((runs) => runs.records).filter(({ study }) => study === key);
  const checkpoints = useKept((kept) => kept.measure?.checkpoints);
  const goesOn = useStudy((study) => isUnderWay(study) && study.queue?.key === key);
  const { deleteStudy } = useCommands();
  const bytes = own.reduce((sum, { id }) => sum + (checkpoints?.[id] ?? 0), 0);
  const { name } = record.study;
  return (
    <tr>
      <th scope="row">
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.aside}>
          {record.encoder.name} on {record.data.name}
        </span>
      </th>
      <td>
        {own.filter(isRunDone).length} of {record.runs.length} done
        <time dateTime={updated}>{format.day(updated)}</time>
      </td>
      <td className={styles.number}>{bytes > 0 ? format.bytes(bytes) : '–'}</td>
      <td>
        <div className={styles.actions}>
          <Button
            look="quiet"
            aria-label={`Delete ${name} and its runs`}
            isDisabled={goesOn}
            onPress={() => void deleteStudy(key)}
          >
            <Icon name="bin" />
          </Button>
        </div>
      </td>
    </tr>
  );
}
