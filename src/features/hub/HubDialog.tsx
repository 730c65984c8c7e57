import { ModalCard } from '../../ui';
import { useKept, useView } from '../workbench';
import { LookupForm } from './LookupForm';
import { PlanCard } from './PlanCard';
import styles from './Hub.module.css';

/** An encoder from a hub or an address: asked for by name, shown with its sizes, then downloaded. */
export function HubDialog() {
  const isOpen = useView((view) => view.dialog === 'hub');
  const set = useView((view) => view.set);
  return (
    <ModalCard title="Encoder from a hub or an address" isOpen={isOpen} onClose={() => set({ dialog: null })}>
      <LookupForm />
      <div className={styles.answer}>
        <Answer />
      </div>
    </ModalCard>
  );
}

/** What has come of it so far: each state has its words. */
function Answer() {
  const { phase, planned, problem, place } = useKept((kept) => kept.lookup);
  const hub = useKept((kept) => kept.hub);
  const about = /^https?:/.test(place.trim()) ? 'the address' : hub;
  return (
    <>
      {problem && (
        <div role="alert" className={styles.problem}>
          <p className={styles.what}>{problem.what}</p>
          {problem.where && <p className={styles.where}>{problem.where}</p>}
          {problem.remedy && <p>{problem.remedy}</p>}
        </div>
      )}
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
