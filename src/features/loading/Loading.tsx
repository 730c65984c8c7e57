import type { ProgressEvent } from '../../protocol';
import { Button, format, Progress } from '../../ui';
import { useCommands, useRun, useSession } from '../workbench';
import styles from './Loading.module.css';

/** Everything under way: how much of it is done, how long it will take, a way to end it. */
export function Loading({ limit = 8 }: { limit?: number }) {
  const tasks = useSession((session) => session.tasks);
  const training = useRun((run) => run.status === 'running');
  const { cancel } = useCommands();
  if (tasks.length === 0) return null;
  return (
    <div className={styles.loading}>
      <div className={styles.bars}>
        {tasks.slice(-limit).map((task) => (
          <Progress key={task.task} label={task.label} share={share(task)} words={words(task)} />
        ))}
      </div>
      {!training && <Button onPress={() => void cancel()}>Cancel</Button>}
    </div>
  );
}

function share({ done, total }: ProgressEvent): number | null {
  return total ? Math.min(1, done / total) : null;
}

function words({ done, total, unit, secondsLeft }: ProgressEvent): string {
  const amount = (value: number) => (unit === 'bytes' ? format.bytes(value) : format.count(value));
  const much = total === null ? amount(done) : `${amount(done)} of ${amount(total)}`;
  const left = secondsLeft === null ? '' : ` · ${format.duration(secondsLeft)} left`;
  return `${much}${unit === 'bytes' ? '' : ` ${unit}`}${left}`;
}
