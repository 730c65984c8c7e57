import { ModalCard } from '../../ui';
import { useCommands, useKept, useView } from '../workbench';
import { DataCard } from './DataCard';
import { LookupForm } from './LookupForm';
import { ProblemNote } from './ProblemNote';
import styles from './Hub.module.css';

/** Data from a hub or an address: asked for by name, shown file by file with sizes, then downloaded and read. */
export function DataDialog() {
  const isOpen = useView((view) => view.dialog === 'hub-data');
  const set = useView((view) => view.set);
  return (
    <ModalCard title="Data from a hub or an address" isOpen={isOpen} onClose={() => set({ dialog: null })}>
      <Ask />
      <div className={styles.answer}>
        <Answer />
      </div>
    </ModalCard>
  );
}

function Ask() {
  const { phase, place, revision } = useKept((kept) => kept.dataLookup);
  const lookData = useKept((kept) => kept.lookData);
  const { listData, cancelDownload } = useCommands();
  return (
    <LookupForm
      label="Name of a data set on the hub, or address of a file"
      placeholder="organisation/name"
      maxLength={2000}
      phase={phase}
      place={place}
      revision={revision}
      onType={(patch) => lookData({ ...patch, listing: null, problem: null, phase: 'idle' })}
      onLookUp={(...asked) => void listData(...asked)}
      onCancel={() => void cancelDownload('data')}
    />
  );
}

function Answer() {
  const { phase, listing, problem, place } = useKept((kept) => kept.dataLookup);
  const hub = useKept((kept) => kept.hub);
  const about = /^https?:/.test(place.trim()) ? 'the address' : hub;
  return (
    <>
      {problem && <ProblemNote {...problem} />}
      {listing && <DataCard listing={listing} />}
      {phase === 'planning' && (
        <p role="status" className={styles.note}>
          Asking {about} which files it has…
        </p>
      )}
      {phase === 'idle' && !problem && (
        <p className={styles.note}>
          Look up asks {hub}, or the address, for the files and their sizes. You pick those that are wanted;
          none is loaded before you say so, and nothing leaves this page but the question.
        </p>
      )}
    </>
  );
}
