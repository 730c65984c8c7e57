import type { ReactNode } from 'react';
import type { Lookup } from '../../state/kept';
import type { ViewState } from '../../state/view';
import { ModalCard } from '../../ui';
import { useKept, useView } from '../workbench';
import { ProblemNote } from './ProblemNote';
import styles from './Hub.module.css';

interface LookupDialogProps {
  dialog: NonNullable<ViewState['dialog']>;
  title: string;
  lookup: Pick<Lookup, 'phase' | 'place' | 'problem'>;
  /** The question. */
  form: ReactNode;
  /** What was found, if anything. */
  found: ReactNode;
  /** What looking up will do, before it is done. */
  before: ReactNode;
}

/** Something of a hub or an address: asked for by name above, and what has come of it below; each state has its words. */
export function LookupDialog({ dialog, title, lookup, form, found, before }: LookupDialogProps) {
  const isOpen = useView((view) => view.dialog === dialog);
  const set = useView((view) => view.set);
  const hub = useKept((kept) => kept.hub);
  const { phase, place, problem } = lookup;
  const about = /^https?:/.test(place.trim()) ? 'the address' : hub;
  return (
    <ModalCard title={title} isOpen={isOpen} onClose={() => set({ dialog: null })}>
      {form}
      <div className={styles.answer}>
        {problem && <ProblemNote {...problem} />}
        {found}
        {phase === 'planning' && (
          <p role="status" className={styles.note}>
            Asking {about} which files it has…
          </p>
        )}
        {phase === 'idle' && !problem && <p className={styles.note}>{before}</p>}
      </div>
    </ModalCard>
  );
}
