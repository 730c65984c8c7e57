import { sourceOf } from '../../io/hub/origin';
import type { KeptSource } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, format } from '../../ui';
import { useKept, useRun } from '../workbench';
import styles from './Status.module.css';

interface KeptListProps {
  what: 'encoder' | 'data';
  /** Where what is open came from: it is not offered again. */
  open: readonly (string | undefined)[];
  onOpen: (source: KeptSource) => void;
}

/** What was downloaded: it opens without a network. */
export function KeptList({ what, open, onOpen }: KeptListProps) {
  const downloads = useKept((kept) => (what === 'encoder' ? kept.encoders : kept.data));
  const live = useRun(({ status }) => isLive(status));
  const whole = (downloads ?? []).filter(
    ({ complete, plan }) => complete && plan !== null && !open.includes(sourceOf(plan.origin)),
  );
  if (whole.length === 0 || live) return null;
  return (
    <div className={styles.kept}>
      <h3>Kept in this browser</h3>
      {whole.map(({ key, name, plan, bytes }) => (
        <Button
          key={key}
          aria-label={`Open ${name}, kept in this browser`}
          onPress={() => onOpen({ kind: 'kept', key })}
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
