import { sourceOf } from '../../io/hub/origin';
import { isLive } from '../../state/run';
import { Button, format } from '../../ui';
import { useCommands, useKept, useRun, useSession } from '../workbench';
import styles from './Status.module.css';

/** Encoders that were downloaded: they open without a network. */
export function KeptList({ close }: { close: () => void }) {
  const encoders = useKept((kept) => kept.encoders);
  const open = useSession((session) => session.encoder?.source);
  const live = useRun(({ status }) => isLive(status));
  const { openEncoder } = useCommands();
  const whole = (encoders ?? []).filter(
    ({ complete, plan }) => complete && plan !== null && sourceOf(plan.origin) !== open,
  );
  if (whole.length === 0 || live) return null;
  return (
    <div className={styles.kept}>
      <h3>Kept in this browser</h3>
      {whole.map(({ key, name, plan, bytes }) => (
        <Button
          key={key}
          aria-label={`Open ${name}, kept in this browser`}
          onPress={() => {
            close();
            void openEncoder({ kind: 'kept', key });
          }}
        >
          <span className={styles.name} title={plan ? sourceOf(plan.origin) : name}>
            {name}
          </span>
          <span className={styles.size}>{format.bytes(bytes)}</span>
        </Button>
      ))}
    </div>
  );
}
