import type { ProgressEvent } from '../../protocol';
import { Button, format, Progress } from '../../ui';
import { useCommands, useSession } from '../workbench';
import styles from './Hub.module.css';

interface DownloadingProps {
  /** Key of the download; null before it is known. */
  download: string | null;
  name: string;
  what: 'encoder' | 'data';
}

/** How far a download is, and a way to end it. */
export function Downloading({ download, name, what }: DownloadingProps) {
  const task = useSession(({ tasks }) => tasks.find((one) => one.task === `download:${download}`));
  const { cancelDownload } = useCommands();
  return (
    <div className={styles.doing}>
      <Progress
        label={name}
        share={task?.total ? Math.min(1, task.done / task.total) : null}
        words={task ? words(task) : 'beginning…'}
      />
      <Button onPress={() => void cancelDownload(what)}>Cancel</Button>
    </div>
  );
}

function words({ done, total, secondsLeft }: ProgressEvent): string {
  // Every byte is there: what takes time now is the digest.
  if (total !== null && done >= total) return `${format.bytes(total)} · checking`;
  const much = total === null ? format.bytes(done) : `${format.bytes(done)} of ${format.bytes(total)}`;
  return secondsLeft === null ? much : `${much} · ${format.duration(secondsLeft)} left`;
}
