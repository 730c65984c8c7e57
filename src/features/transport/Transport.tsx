import type { ReactNode } from 'react';
import { mixInWords, sizeInWords } from '../../core/batches/mixInWords';
import { endOf, plannedSteps, isLive } from '../../state/run';
import type { Configuration } from '../../protocol';
import { Button, format, Icon } from '../../ui';
import { useCommands, useRun, useSession, useSetup } from '../workbench';
import styles from './Transport.module.css';

interface TransportProps {
  /** What is under way beside the training steps. */
  loading: ReactNode;
  /** Runs and exports, at the right end. */
  menus: ReactNode;
}

/** The bar that is always in reach: train, pause, step, stop, and how far it is. */
export function Transport({ loading, menus }: TransportProps) {
  const { play, pause, stepOnce, stop, continueRun } = useCommands();
  const status = useRun((run) => run.status);
  const ready = useSession((session) => session.encoder !== null && session.data !== null);
  const runId = useRun((run) => run.runId);
  const live = isLive(status);
  return (
    <section aria-label="Transport" className={styles.transport}>
      <StepBar />
      <div className={styles.buttons}>
        {status === 'running' ? (
          <Button look="primary" className={styles.main} onPress={() => void pause()}>
            <Icon name="pause" /> Pause
          </Button>
        ) : (
          <Button look="primary" className={styles.main} isDisabled={!ready} onPress={() => void play()}>
            <Icon name="play" /> Train
          </Button>
        )}
        {status === 'interrupted' && runId !== null ? (
          <Button isDisabled={!ready} onPress={() => void continueRun(runId)}>
            <Icon name="play" /> Continue
          </Button>
        ) : (
          <Button isDisabled={!ready || status === 'running'} onPress={() => void stepOnce()}>
            <Icon name="step" /> Step
          </Button>
        )}
        <Button isDisabled={!live} onPress={() => void stop()}>
          <Icon name="stop" /> Stop
        </Button>
      </div>
      <Status />
      <div className={styles.loading}>{loading}</div>
      <div className={styles.menus}>{menus}</div>
    </section>
  );
}

function StepBar() {
  const step = useRun((run) => run.steps.at(-1)?.step ?? 0);
  const total = useRun(plannedSteps) ?? 0;
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label="Training steps"
      aria-valuemin={0}
      aria-valuemax={total || 1}
      aria-valuenow={step}
    >
      <span style={{ inlineSize: total ? `${(step / total) * 100}%` : 0 }} />
    </div>
  );
}

const STATUS_WORDS = {
  idle: 'Ready',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  failed: 'Failed',
} as const;

function Status() {
  const status = useRun((run) => run.status);
  const step = useRun((run) => run.steps.at(-1)?.step ?? 0);
  const total = useRun(plannedSteps);
  const stepsPerSecond = useRun((run) => run.stepsPerSecond);
  const secondsLeft = useRun((run) => run.secondsLeft);
  return (
    <div className={styles.status}>
      <p className={styles.state}>
        <span className={`${styles.lamp} ${styles[status]}`} />
        <span role="status">
          <Words />
        </span>
        <span className={styles.phase}>
          <Aside />
        </span>
      </p>
      <p className={styles.figures}>
        {total === null ? (
          <Draft />
        ) : (
          <>
            <span style={{ minInlineSize: `${2 * format.count(total).length + 5}ch` }}>
              step {format.count(step)}/{format.count(total)}
            </span>
            <span className={styles.rate}>{stepsPerSecond === null ? '' : format.rate(stepsPerSecond)}</span>
            <span>
              {status !== 'running' || secondsLeft === null ? '' : `${format.duration(secondsLeft)} left`}
            </span>
          </>
        )}
      </p>
    </div>
  );
}

const ASKED_WORDS = {
  pause: (until: string) => `pausing after ${until}`,
  stop: () => 'stopping after a last evaluation',
  step: () => 'taking one step',
} as const;

/** Beside the state: what was asked for and is not done yet, what is under way, or which run it is. */
function Aside() {
  const status = useRun((run) => run.status);
  const asked = useRun((run) => run.asked);
  const phase = useRun((run) => run.phase);
  const name = useRun((run) => (run.runId === null ? '' : run.name));
  const end = useRun(endOf);
  const drafted = useDraftMovedOn();
  const stepping = phase === STATUS_WORDS.running;
  if (asked) return ASKED_WORDS[asked](stepping ? 'this step' : 'this evaluation');
  if (status === 'running' && phase && !stepping) return phase;
  if (end?.best && !isLive(status)) return endInWords(end.step, end.best.step, end.early);
  return drafted ? 'keeps the settings it began with' : <bdi>{name}</bdi>;
}

function endInWords(made: number, best: number, early = false): string {
  return `${early ? `stopped early at step ${format.count(made)}, ` : ''}best step ${format.count(best)}`;
}

/** A paused run goes on as it began, whatever is composed meanwhile: that must be said before Train is pressed. */
function useDraftMovedOn(): boolean {
  const status = useRun((run) => run.status);
  const configuration = useRun((run) => run.configuration);
  const draft = useSetup((setup) => setup.draft);
  if (status !== 'paused' || !configuration) return false;
  // A run may be moved to another backend; that changes no setting of it.
  const settings = (one: Configuration) => JSON.stringify({ ...one, name: '', backend: '' });
  return settings(draft) !== settings(configuration);
}

function Words() {
  const status = useRun((run) => run.status);
  const encoder = useSession((session) => session.encoder !== null);
  const data = useSession((session) => session.data !== null);
  const measuring = useSession((session) => session.measuring);
  const early = useRun((run) => endOf(run)?.early);
  if (measuring) return 'Measuring the encoder';
  if (status === 'finished' && early) return 'Finished early';
  if (status !== 'idle') return STATUS_WORDS[status];
  if (!encoder) return 'Waiting for an encoder';
  return data ? STATUS_WORDS.idle : 'Waiting for data';
}

/** What Train would start. */
function Draft() {
  const draft = useSetup((setup) => setup.draft);
  return (
    <span>
      {mixInWords(draft)} · {format.count(draft.steps)} steps of {sizeInWords(draft)}
    </span>
  );
}
