import { useState } from 'react';
import type { RunRecord } from '../../protocol';
import { Button, format, Icon } from '../../ui';
import { useCommands } from '../workbench';
import styles from './Runs.module.css';

interface RunRowProps {
  record: RunRecord;
  /** It is the run on the page. */
  isShown: boolean;
  close: () => void;
}

/** One saved run: its figures, and what can be done with it. */
export function RunRow({ record, isShown, close }: RunRowProps) {
  const { reopenRun, continueRun, deleteRun } = useCommands();
  const { id, name, status, step, configuration, headline, started, problem, checkpointStep } = record;
  const { strategy, alpha, steps } = configuration;
  const live = status === 'running' || status === 'paused';
  const canContinue =
    checkpointStep !== null && step < steps && !live && (status !== 'failed' || checkpointStep > 0);
  return (
    <tr className={isShown ? styles.shown : undefined}>
      <th scope="row">
        <Name record={record} />
      </th>
      <td title={problem?.what}>{status}</td>
      <td>
        {strategy}
        {strategy === 'hybrid' && ` α ${format.score(alpha, 2)}`}
      </td>
      <td className={styles.number}>
        {format.count(step)}/{format.count(steps)}
      </td>
      {(['mono', 'cross', 'multi'] as const).map((key) => (
        <td key={key} className={styles.number}>
          <Change before={headline?.before[key]} now={headline?.now[key]} write={format.score} />
        </td>
      ))}
      <td className={styles.number}>
        <Change
          before={headline?.before.rankDistance}
          now={headline?.now.rankDistance}
          write={format.count}
        />
      </td>
      <td>
        <time dateTime={started}>{written(started)}</time>
      </td>
      <td>
        <div className={styles.actions}>
          <Button
            aria-label={`Reopen ${name}`}
            isDisabled={isShown}
            onPress={() => {
              void reopenRun(id);
              close();
            }}
          >
            {isShown ? 'On the page' : 'Reopen'}
          </Button>
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
            look="quiet"
            aria-label={`Delete ${name}`}
            isDisabled={live}
            onPress={() => void deleteRun(id)}
          >
            <Icon name="bin" />
          </Button>
        </div>
      </td>
    </tr>
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

interface ChangeProps {
  before: number | undefined;
  now: number | undefined;
  write: (value: number) => string;
}

function Change({ before, now, write }: ChangeProps) {
  if (now === undefined) return '–';
  return (
    <>
      {before !== undefined && <span className={styles.before}>{write(before)} → </span>}
      {write(now)}
    </>
  );
}

function written(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
