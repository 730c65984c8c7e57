import { sourceOf } from '../../io/hub/origin';
import type { KeptEncoder } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, ConfirmDelete, format } from '../../ui';
import { useCommands, useKept, useRun, useSession, useView } from '../workbench';
import styles from './Storage.module.css';

/** Downloaded encoders, whole and in part. */
export function KeptEncoders() {
  const encoders = useKept((kept) => kept.encoders);
  const set = useView((view) => view.set);
  return (
    <section aria-labelledby="stored-encoders">
      <h3 id="stored-encoders">Encoders</h3>
      {encoders === null || encoders.length === 0 ? (
        <p className={styles.empty}>
          {encoders === null ? 'Reading…' : 'None yet.'}{' '}
          {encoders && <Button onPress={() => set({ dialog: 'hub' })}>From a hub or an address…</Button>}
        </p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Encoder</th>
              <th scope="col">Kept</th>
              <th scope="col" className={styles.number}>
                Size
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {encoders.map((encoder) => (
              <EncoderRow key={encoder.key} encoder={encoder} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function EncoderRow({ encoder }: { encoder: KeptEncoder }) {
  const { key, name, plan, bytes, total, complete, updated } = encoder;
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>{name}</span>
        <span className={styles.aside}>
          {plan ? sourceOf(plan.origin) : 'its list of files cannot be read'}
        </span>
      </th>
      <td>
        {plan ? (complete ? 'whole' : 'in part') : 'damaged'}
        {updated && <time dateTime={updated}>{format.day(updated)}</time>}
      </td>
      <td className={styles.number}>
        {format.bytes(bytes)}
        {!complete && total !== null && <span className={styles.aside}>of {format.bytes(total)}</span>}
      </td>
      <td>
        <Actions key={key} encoder={encoder} />
      </td>
    </tr>
  );
}

function Actions({ encoder: { key, name, plan, bytes, complete } }: { encoder: KeptEncoder }) {
  const open = useSession((session) => session.encoder?.source);
  const live = useRun(({ status }) => isLive(status));
  const lookup = useKept((kept) => kept.lookup);
  const set = useView((view) => view.set);
  const { openEncoder, planEncoder, deleteKeptEncoder } = useCommands();
  const source = plan && sourceOf(plan.origin);
  const isOpen = source !== null && source === open;
  const downloading = lookup.phase === 'downloading' && lookup.planned?.plan.key === key;
  return (
    <div className={styles.actions}>
      {complete && (
        <Button
          aria-label={isOpen ? `Open now: ${name}` : `Open ${name}`}
          isDisabled={isOpen || live}
          onPress={() => {
            set({ dialog: null });
            void openEncoder({ kind: 'kept', key });
          }}
        >
          {isOpen ? 'Open now' : 'Open'}
        </Button>
      )}
      {source !== null && !complete && (
        <Button
          aria-label={`Go on with ${name}`}
          onPress={() => {
            set({ dialog: 'hub' });
            if (!downloading) void planEncoder(source, null);
          }}
        >
          {downloading ? 'Downloading…' : 'Go on'}
        </Button>
      )}
      <ConfirmDelete
        name={name}
        question={`Delete ${format.bytes(bytes)}?`}
        // A worker that has to start anew reads the open encoder again.
        isDisabled={isOpen || downloading}
        onConfirm={() => void deleteKeptEncoder(key)}
      />
    </div>
  );
}
