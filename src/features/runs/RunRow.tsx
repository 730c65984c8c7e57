import { useState } from 'react';
import type { RunRecord } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, format, Icon } from '../../ui';
import { useCommands } from '../workbench';
import { FIGURES, type Figure } from './compare';
import styles from './Runs.module.css';

interface RunRowProps {
  record: RunRecord;
  /** It is the run on the page. */
  isShown: boolean;
  /** Figures by which it is the best of those scored alike. */
  best: ReadonlySet<Figure>;
  close: () => void;
}

export const FIGURE_NAMES: Record<Figure, string> = {
  mono: 'mAP mono',
  cross: 'mAP cross',
  multi: 'mAP multi',
  rankDistance: 'Rank distance',
};

/** One saved run: how it was trained, its figures, and what can be done with it. */
export function RunRow({ record, isShown, best, close }: RunRowProps) {
  const { status, step, configuration, headline, started, problem, data, encoder } = record;
  const { strategy, alpha, steps, batchSize, learningRate, seed } = configuration;
  return (
    <tr className={isShown ? styles.shown : undefined}>
      <th scope="row" className={styles.run}>
        <Name record={record} />
        <span className={styles.aside}>
          {data.name} · {encoder.name} · <time dateTime={started}>{written(started)}</time>
        </span>
      </th>
      <td>
        {strategy}
        {strategy === 'hybrid' && ` α ${format.score(alpha, 2)}`}
        <span className={styles.aside}>
          {batchSize} pairs · {format.plain(learningRate)} · seed {seed}
        </span>
      </td>
      <td title={problem?.what}>
        {status}
        <span className={styles.aside}>
          step {format.count(step)}/{format.count(steps)}
        </span>
      </td>
      {FIGURES.map((figure) => (
        <td key={figure} className={styles.number} data-label={FIGURE_NAMES[figure]}>
          <Value
            before={headline?.before[figure]}
            now={headline?.now[figure]}
            figure={figure}
            isBest={best.has(figure)}
          />
        </td>
      ))}
      <td>
        <Actions record={record} isShown={isShown} close={close} />
      </td>
    </tr>
  );
}

function Actions({ record, isShown, close }: Omit<RunRowProps, 'best'>) {
  const { reopenRun, continueRun, deleteRun } = useCommands();
  const { id, name, status, step, configuration, checkpointStep } = record;
  const live = isLive(status);
  const canContinue =
    checkpointStep !== null &&
    step < configuration.steps &&
    !live &&
    (status !== 'failed' || checkpointStep > 0);
  return (
    <div className={styles.actions}>
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
    </div>
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

interface ValueProps {
  before: number | undefined;
  now: number | undefined;
  figure: Figure;
  isBest: boolean;
}

/** The figure, under it how far training moved it: figures stand under figures, to be compared down the column. */
function Value({ before, now, figure, isBest }: ValueProps) {
  if (now === undefined) return '–';
  const ranks = figure === 'rankDistance';
  const moved = before === undefined ? null : now - before;
  return (
    <>
      <span className={isBest ? styles.best : styles.now}>
        {ranks ? format.count(now) : format.score(now)}
        {isBest && <span className="visually-hidden"> best</span>}
      </span>
      <span className={styles.aside}>
        {moved === null ? '' : ranks ? format.rankChange(moved) : format.change(moved)}
      </span>
    </>
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
