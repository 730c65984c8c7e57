import type { FormEvent } from 'react';
import { Button, TextInput } from '../../ui';
import styles from './Hub.module.css';

interface LookupFormProps {
  phase: 'idle' | 'planning' | 'planned' | 'downloading';
  /** What the name is of, or the address. */
  label: string;
  placeholder: string;
  place: string;
  revision: string;
  maxLength: number;
  /** Another name makes what is on view that of something else. */
  onType: (patch: { place?: string; revision?: string }) => void;
  onLookUp: (place: string, revision: string | null) => void;
  onCancel: () => void;
}

/** Where something is, and which version of it. */
export function LookupForm(props: LookupFormProps) {
  const { phase, label, placeholder, place, revision, maxLength, onType, onLookUp, onCancel } = props;
  const busy = phase === 'planning' || phase === 'downloading';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && place.trim() !== '') onLookUp(place, revision.trim() || null);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={label}
        value={place}
        onChange={(next) => onType({ place: next })}
        placeholder={placeholder}
        isDisabled={busy}
        maxLength={maxLength}
      />
      <TextInput
        label="Revision"
        value={revision}
        onChange={(next) => onType({ revision: next })}
        placeholder="main"
        isDisabled={busy}
        maxLength={200}
      />
      {phase === 'planning' ? (
        <Button onPress={onCancel}>Cancel</Button>
      ) : (
        <Button
          type="submit"
          look={phase === 'planned' ? 'plain' : 'primary'}
          isDisabled={busy || place.trim() === ''}
        >
          Look up
        </Button>
      )}
    </form>
  );
}
