import type { ProgressEvent } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, format, Icon, Menu, Progress } from '../../ui';
import { useCommands, useRun, useRuns, useSession, useStudy } from '../workbench';
import { gridWords } from './levels';
import { rowsOf, secondsOf, type Row } from './rows';
import styles from './Study.module.css';

interface ControlsProps {
  /** The page that is shown in place of grid and queue; null: none. */
  report: string | null;
  onReport: (report: string | null) => void;
}

/** How far the study is, and what can be done with it. */
export function Controls({ report, onReport }: ControlsProps) {
  const status = useStudy((study) => study.status);
  const reporting = useStudy((study) => study.reporting);
  const rows = useRows();
  const { cancelReport } = useCommands();
  return (
    <div className={styles.controls}>
      <div className={styles.progress}>
        {reporting ? (
          <TaskProgress task={reporting} />
        ) : status === 'checking' ? (
          <Checking />
        ) : (
          <How rows={rows} />
        )}
      </div>
      <div className={styles.buttons}>
        {reporting && <Button onPress={() => void cancelReport()}>Cancel the report</Button>}
        {report !== null && <Button onPress={() => onReport(null)}>Back to the queue</Button>}
        {rows?.some(({ state }) => state === 'done') && <ReportMenu onReport={onReport} />}
        <Buttons rows={rows} />
      </div>
    </div>
  );
}

const REPORTS = [
  { id: 'open', label: 'Open', description: 'In place of the queue' },
  { id: 'report.html', label: 'HTML', description: 'One file that stands alone' },
  { id: 'report.md', label: 'Markdown', description: 'Tables as text' },
  { id: 'report.tex', label: 'LaTeX', description: 'Tables for booktabs' },
  { id: 'tables.zip', label: 'CSV', description: 'Every table and every figure, in an archive' },
] as const;

/** The report of the runs that are done, which may be all or the first of them. */
function ReportMenu({ onReport }: Pick<ControlsProps, 'onReport'>) {
  const { reportStudy, exportStudyReport } = useCommands();
  return (
    <Menu
      label="Report"
      look="plain"
      items={REPORTS}
      onAction={(id) => {
        if (id === 'open') void reportStudy().then(onReport);
        else void exportStudyReport(id);
      }}
    >
      Report
    </Menu>
  );
}

function useRows(): Row[] | null {
  const queue = useStudy((study) => study.queue);
  const current = useStudy((study) => study.current);
  const reasons = useStudy((study) => study.reasons);
  const status = useStudy((study) => study.status);
  const records = useRuns((runs) => runs.records);
  return queue && rowsOf(queue, records, { current, reasons, status });
}

function Checking() {
  const task = useSession(({ tasks }) => tasks.at(-1));
  return task ? (
    <TaskProgress task={task} />
  ) : (
    <Progress label="Checking the study" share={null} words="beginning…" />
  );
}

function TaskProgress({ task: { label, done, total, unit } }: { task: ProgressEvent }) {
  const words = total
    ? `${format.count(done)} of ${format.count(total)} ${unit}`
    : done > 0
      ? `${format.count(done)} ${unit}`
      : 'beginning…';
  return <Progress label={label} share={total ? Math.min(1, done / total) : null} words={words} />;
}

const count = (rows: readonly Row[], state: Row['state']) => rows.filter((row) => row.state === state).length;

function How({ rows }: { rows: Row[] | null }) {
  const status = useStudy((study) => study.status);
  const asked = useStudy((study) => study.asked);
  const draft = useStudy((study) => study.draft);
  if (!rows) {
    return (
      <>
        <p className={styles.count} role="status">
          {gridWords(draft)}
        </p>
        <p className={styles.note}>Nothing is made before it was checked.</p>
      </>
    );
  }
  const done = count(rows, 'done');
  if (status === 'idle') return <Plan rows={rows} />;
  const seconds = secondsOf(rows);
  const left =
    seconds === null ? 'time left is known after the first run' : `about ${format.duration(seconds)} left`;
  const words = {
    running: left,
    paused: `paused, ${left}`,
    elsewhere: `goes on in another tab, this one looks on: ${left}`,
  };
  const state = asked
    ? `${asked === 'pause' ? 'pausing' : 'stopping'} after this step`
    : words[status as 'running'];
  return (
    <>
      <Progress
        label={`${done} of ${format.counted(rows.length, 'run')} done`}
        share={done / rows.length}
        words={state}
      />
      <p role="status" className="visually-hidden">
        {done} of {format.counted(rows.length, 'run')} done{status === 'running' ? '' : `, ${state}`}
      </p>
    </>
  );
}

const allDone = (runs: number) =>
  runs === 1 ? 'The run is done.' : `All ${format.count(runs)} runs are done.`;

/** What would be made, before it is. */
function Plan({ rows }: { rows: Row[] }) {
  const bytes = useStudy((study) => study.queue?.bytes ?? null);
  const backend = useSession((session) => session.backend?.used);
  const [done, failed] = [count(rows, 'done'), count(rows, 'failed')];
  const open = rows.length - done;
  const seconds = secondsOf(rows);
  if (open === 0) return <p role="status">{allDone(rows.length)}</p>;
  const so = [`${done} of ${format.counted(rows.length, 'run')} done`, failed > 0 && `${failed} failed`];
  return (
    <p role="status">
      {so.filter(Boolean).join(', ')}.{' '}
      {seconds === null
        ? 'Check again for an estimate of the time.'
        : `The others take about ${format.duration(seconds)}${done > 0 ? ', as the runs that are done did' : ` on ${backend}: an estimate from two steps and two evaluations`}.`}
      {bytes !== null && ` A step needs at most ${format.bytes(bytes)}, which fits.`}
    </p>
  );
}

function Buttons({ rows }: { rows: Row[] | null }) {
  const status = useStudy((study) => study.status);
  const asked = useStudy((study) => study.asked);
  const ready = useSession(({ encoder, data }) => encoder !== null && data !== null);
  const live = useRun((run) => isLive(run.status));
  const { checkStudy, startStudy, pauseStudy, resumeStudy, stopStudy, cancel } = useCommands();
  const isOpen = rows?.some(({ state }) => state !== 'done') ?? false;
  const begun = rows?.some(({ state }) => state !== 'waiting') ?? false;
  if (status === 'checking') return <Button onPress={() => void cancel()}>Cancel</Button>;
  if (status === 'elsewhere') return null;
  if (status === 'idle') {
    return (
      <>
        {live && <p className={styles.note}>A run is going on: stop it first.</p>}
        <Button
          look={rows ? 'plain' : 'primary'}
          isDisabled={!ready || live}
          onPress={() => void checkStudy()}
        >
          {rows ? 'Check again' : 'Check'}
        </Button>
        {isOpen && (
          <Button look="primary" isDisabled={!ready || live} onPress={() => void startStudy()}>
            <Icon name="play" /> {begun ? 'Go on' : 'Start'}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      {status === 'paused' ? (
        <Button look="primary" onPress={() => void resumeStudy()}>
          <Icon name="play" /> Go on
        </Button>
      ) : (
        <Button look="primary" isDisabled={asked !== null} onPress={() => void pauseStudy()}>
          <Icon name="pause" /> Pause
        </Button>
      )}
      <Button isDisabled={asked === 'stop'} onPress={() => void stopStudy()}>
        <Icon name="stop" /> Stop
      </Button>
    </>
  );
}
