import { studyRunId } from '../../io/storage/studyStore';
import { isLive } from '../../state/run';
import { Button, format } from '../../ui';
import { useCommands, useRun, useRuns, useStudy, useView } from '../workbench';
import { rowsOf, type Row, type RowState } from './rows';
import styles from './Study.module.css';

/** The runs of the study in the order in which they are made, with what has come of each. */
export function QueueTable() {
  const queue = useStudy((study) => study.queue);
  const current = useStudy((study) => study.current);
  const reasons = useStudy((study) => study.reasons);
  const status = useStudy((study) => study.status);
  const records = useRuns((runs) => runs.records);
  if (!queue) {
    return (
      <div className={styles.blank}>
        <p className={styles.name}>No queue yet</p>
        <p className={styles.note}>
          Check goes through every run of the grid without making it: whether it fits the data and the memory,
          and how long it will take on this machine.
        </p>
      </div>
    );
  }
  return (
    // It scrolls: by keyboard, too.
    <div className={styles.queue} tabIndex={0} role="group" aria-label="Queue of runs">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">State</th>
            {FIGURES.map(({ label, title }) => (
              <th key={label} scope="col" className={styles.number}>
                <abbr title={title}>{label}</abbr>
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rowsOf(queue, records, { current, reasons, status }).map((row) => (
            <RunRow key={row.run.id} row={row} runId={studyRunId(queue.key, row.run.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const FIGURES = [
  { key: 'mono', label: 'Mo', title: 'Monolingual mAP', write: format.score },
  { key: 'cross', label: 'Cr', title: 'Cross-lingual mAP', write: format.score },
  { key: 'multi', label: 'Mul', title: 'Multilingual mAP', write: format.score },
  { key: 'rankDistance', label: 'rank dist.', title: 'Mean rank distance', write: format.count },
] as const;

const MARKS: Record<RowState, string> = { waiting: '○', running: '◐', kept: '◔', done: '●', failed: '✕' };

interface RunRowProps {
  row: Row;
  /** Under which it is kept among all runs. */
  runId: string;
}

function RunRow({ row: { run, state, words, figures, secondsLeft }, runId }: RunRowProps) {
  const { strategy, adaptation, fold, seed } = run;
  return (
    <tr aria-current={state === 'running' || undefined} className={styles[state]}>
      <th scope="row">
        {strategy} · {adaptation}
        <span className={styles.aside}>
          {fold}, seed {seed}
        </span>
      </th>
      <td className={styles.state} title={words}>
        <span aria-hidden="true" className={styles.mark}>
          {MARKS[state]}
        </span>{' '}
        {words}
        {state === 'waiting' && secondsLeft !== null && (
          <span className={styles.aside}>about {format.duration(secondsLeft)}</span>
        )}
      </td>
      {FIGURES.map(({ key, label, write }) => {
        const value = figures?.[key];
        return (
          <td key={key} className={styles.number} data-label={label}>
            {value === undefined ? '–' : write(value)}
          </td>
        );
      })}
      <td>
        {state === 'done' && (
          <OpenRun id={runId} name={`${strategy} · ${adaptation}, ${fold}, seed ${seed}`} />
        )}
      </td>
    </tr>
  );
}

/** Puts a run on the page, with its heatmap, its language bias and all else. */
function OpenRun({ id, name }: { id: string; name: string }) {
  const isShown = useRun((run) => run.runId === id);
  const live = useRun((run) => isLive(run.status));
  const set = useView((view) => view.set);
  const { reopenRun } = useCommands();
  return (
    <Button
      look="quiet"
      aria-label={`${isShown ? 'On the page' : 'Open'}: ${name}`}
      isDisabled={live && !isShown}
      onPress={() => {
        if (!isShown) void reopenRun(id);
        set({ dialog: null });
      }}
    >
      {isShown ? 'Shown' : 'Open'}
    </Button>
  );
}
