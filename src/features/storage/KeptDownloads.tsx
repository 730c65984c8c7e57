import { sourceOf } from '../../io/hub/origin';
import type { KeptDownload } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, ConfirmDelete, format } from '../../ui';
import { useCommands, useKept, useRun, useSession, useView } from '../workbench';
import styles from './Storage.module.css';

type What = 'encoder' | 'data';
const WORDS = {
  encoder: { title: 'Encoders', column: 'Encoder', fetch: 'Encoder from a hub or an address…' },
  data: { title: 'Data', column: 'Data', fetch: 'Data from a hub or an address…' },
};
const DIALOGS = { encoder: 'hub', data: 'hub-data' } as const;

/** Downloaded encoders or data, whole and in part. */
export function KeptDownloads({ what }: { what: What }) {
  const downloads = useKept((kept) => (what === 'encoder' ? kept.encoders : kept.data));
  const set = useView((view) => view.set);
  return (
    <section aria-labelledby={`stored-${what}`}>
      <h3 id={`stored-${what}`}>{WORDS[what].title}</h3>
      {downloads === null || downloads.length === 0 ? (
        <p className={styles.empty}>
          {downloads === null ? 'Reading…' : 'None yet.'}{' '}
          {downloads && <Button onPress={() => set({ dialog: DIALOGS[what] })}>{WORDS[what].fetch}</Button>}
        </p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{WORDS[what].column}</th>
              <th scope="col">Kept</th>
              <th scope="col" className={styles.number}>
                Size
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {downloads.map((download) => (
              <Row key={download.key} what={what} download={download} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface RowProps {
  what: What;
  download: KeptDownload;
}

function Row({ what, download }: RowProps) {
  const { key, name, plan, bytes, total, complete, updated } = download;
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
        <Actions key={key} what={what} download={download} />
      </td>
    </tr>
  );
}

function Actions({ what, download: { key, name, plan, bytes, complete } }: RowProps) {
  const open = useSession((session) => session[what]?.source);
  const live = useRun(({ status }) => isLive(status));
  const downloading = useKept(({ lookup, dataLookup }) =>
    what === 'data'
      ? dataLookup.downloading === key
      : lookup.phase === 'downloading' && lookup.planned?.plan.key === key,
  );
  const set = useView((view) => view.set);
  const { openEncoder, openData, planEncoder, listData, deleteKept } = useCommands();
  const [openIt, lookItUp] = what === 'data' ? [openData, listData] : [openEncoder, planEncoder];
  const source = plan && sourceOf(plan.origin);
  const isOpen = source !== null && source === open;
  return (
    <div className={styles.actions}>
      {complete && (
        <Button
          aria-label={isOpen ? `Open now: ${name}` : `Open ${name}`}
          isDisabled={isOpen || live}
          onPress={() => {
            set({ dialog: null });
            void openIt({ kind: 'kept', key });
          }}
        >
          {isOpen ? 'Open now' : 'Open'}
        </Button>
      )}
      {source !== null && !complete && (
        <Button
          aria-label={`Go on with ${name}`}
          onPress={() => {
            set({ dialog: DIALOGS[what] });
            if (!downloading) void lookItUp(source, null);
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
        onConfirm={() => void deleteKept(key)}
      />
    </div>
  );
}
