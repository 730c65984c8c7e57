import { ModalCard } from '../../ui';
import { useCommands, useKept, useView } from '../workbench';
import { LookupForm } from './LookupForm';
import { PlanCard } from './PlanCard';
import { ProblemNote } from './ProblemNote';
import styles from './Hub.module.css';

/** An encoder from a hub or an address: asked for by name, shown with its sizes, then downloaded. */
export function HubDialog() {
  const isOpen = useView((view) => view.dialog === 'hub');
  const set = useView((view) => view.set);
  return (
    <ModalCard title="Encoder from a hub or an address" isOpen={isOpen} onClose={() => set({ dialog: null })}>
      <Ask />
      <div className={styles.answer}>
        <Answer />
      </div>
    </ModalCard>
  );
}

function Ask() {
  const { phase, place, revision } = useKept((kept) => kept.lookup);
  const look = useKept((kept) => kept.look);
  const { planEncoder, cancelDownload } = useCommands();
  return (
    <LookupForm
      label="Name on the hub, or address of a folder"
      placeholder="intfloat/multilingual-e5-small"
      maxLength={500}
      phase={phase}
      place={place}
      revision={revision}
      onType={(patch) => look({ ...patch, planned: null, problem: null, phase: 'idle' })}
      onLookUp={(...asked) => void planEncoder(...asked)}
      onCancel={() => void cancelDownload('encoder')}
    />
  );
}

/** What has come of it so far: each state has its words. */
function Answer() {
  const { phase, planned, problem, place } = useKept((kept) => kept.lookup);
  const hub = useKept((kept) => kept.hub);
  const about = /^https?:/.test(place.trim()) ? 'the address' : hub;
  return (
    <>
      {problem && <ProblemNote {...problem} />}
      {planned && <PlanCard planned={planned} />}
      {phase === 'planning' && (
        <p role="status" className={styles.note}>
          Asking {about} which files it has…
        </p>
      )}
      {phase === 'idle' && !problem && (
        <p className={styles.note}>
          Look up asks {hub}, or the address, for the files and their sizes: a few kilobytes. Nothing else
          leaves this page, and no weights are loaded before you say so.
        </p>
      )}
    </>
  );
}
