import { useState, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { mixInWords, sizeInWords } from '../../core/batches/mixInWords';
import type { RunRecord } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, format, Icon } from '../../ui';
import { useCommands } from '../workbench';
import type { Row } from './compare';
import styles from './Runs.module.css';

interface RunRowProps {
  record: RunRecord;
  /** It is the run on the page. */
  isShown: boolean;
  /** It stands under the row of its group. */
  isMember?: boolean;
  /** The cells of its figures. */
  values: ReactNode;
  /** The button that makes it the base; none for a member of a group. */
  base?: ReactNode;
  close: () => void;
}

/** One saved run: how it was trained, its figures, and what can be done with it. */
export function RunRow({ record, isShown, isMember = false, values, base, close }: RunRowProps) {
  const { status, step, configuration, started, problem, data, encoder } = record;
  return (
    <tr
      className={[isShown && styles.shown, isMember && styles.member].filter(Boolean).join(' ') || undefined}
    >
      <th scope="row" className={styles.run}>
        <Name record={record} />
        <span className={styles.aside}>
          {data.name} · {encoder.name} · <time dateTime={started}>{written(started)}</time>
        </span>
      </th>
      <Batches record={record} seeds={`seed ${configuration.seed}`} />
      <td title={problem?.what}>
        {status}
        <span className={styles.aside}>
          step {format.count(step)}/{format.count(configuration.steps)}
        </span>
      </td>
      {values}
      <td>
        <div className={styles.actions}>
          {base}
          <Actions record={record} isShown={isShown} close={close} />
        </div>
      </td>
    </tr>
  );
}

function Batches({ record: { configuration }, seeds }: { record: RunRecord; seeds: string }) {
  return (
    <td>
      {mixInWords(configuration)}
      <span className={styles.aside}>
        {sizeInWords(configuration)} pairs · {format.plain(configuration.learningRate)} · {seeds}
      </span>
    </td>
  );
}

interface GroupRowProps {
  row: Row;
  isOpen: boolean;
  onToggle: () => void;
  values: ReactNode;
  base: ReactNode;
}

/** Runs that differ only in their seed: means over them; opens into its runs. */
export function GroupRow({ row, isOpen, onToggle, values, base }: GroupRowProps) {
  const { runs } = row;
  const [{ name, step, configuration, data, encoder }] = runs;
  const seeds = runs.map((run) => run.configuration.seed).sort((a, b) => a - b);
  return (
    <tr>
      <th scope="row" className={styles.run}>
        <AriaButton aria-expanded={isOpen} className={styles.group} onPress={onToggle}>
          <span aria-hidden="true" className={styles.arrow}>
            {isOpen ? '▾' : '▸'}
          </span>{' '}
          <span dir="auto">{name}</span>
        </AriaButton>
        <span className={styles.aside}>
          {data.name} · {encoder.name}
        </span>
      </th>
      <Batches record={runs[0]} seeds={`seeds ${seeds.join(', ')}`} />
      <td>
        N = {runs.length}
        <span className={styles.aside}>
          step {format.count(step)}/{format.count(configuration.steps)}
        </span>
      </td>
      {values}
      <td>
        <div className={styles.actions}>{base}</div>
      </td>
    </tr>
  );
}

function Actions({ record, isShown, close }: Pick<RunRowProps, 'record' | 'isShown' | 'close'>) {
  const { reopenRun, continueRun, deleteRun } = useCommands();
  const { id, name, status, step, configuration, checkpointStep } = record;
  const live = isLive(status);
  const canContinue =
    checkpointStep !== null &&
    step < configuration.steps &&
    !live &&
    (status !== 'failed' || checkpointStep > 0);
  return (
    <>
      {canContinue && (
        <Button
          aria-label={`Continue ${name}`}
          onPress={() => {
            void continueRun(id);
            close();
          }}
        >
          Continue
        </Button>
      )}
      <Button
        aria-label={isShown ? `On the page: ${name}` : `Reopen ${name}`}
        isDisabled={isShown}
        onPress={() => {
          void reopenRun(id);
          close();
        }}
      >
        {isShown ? 'On the page' : 'Reopen'}
      </Button>
      <Button look="quiet" aria-label={`Delete ${name}`} isDisabled={live} onPress={() => void deleteRun(id)}>
        <Icon name="bin" />
      </Button>
    </>
  );
}

function Name({ record: { id, name } }: { record: RunRecord }) {
  const { renameRun } = useCommands();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const next = typed?.trim();
    setTyped(null);
    if (next && next !== name) void renameRun(id, next);
  };
  return (
    <input
      className={styles.name}
      aria-label={`Name of ${name}`}
      maxLength={200}
      value={typed ?? name}
      dir="auto"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

function written(iso: string): string {
  return new Date(iso).toLocaleString(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
