import type { FormEvent } from 'react';
import { Button, TextInput } from '../../ui';
import { useCommands, useKept } from '../workbench';
import styles from './Hub.module.css';

/** Where the encoder is, and which version of it. */
export function LookupForm() {
  const { phase, place, revision, planned } = useKept((kept) => kept.lookup);
  const look = useKept((kept) => kept.look);
  const { planEncoder, cancelDownload } = useCommands();
  const busy = phase === 'planning' || phase === 'downloading';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && place.trim() !== '') void planEncoder(place, revision.trim() || null);
  };
  // Another name makes the plan on view one of something else.
  const type = (patch: { place?: string; revision?: string }) =>
    look({ ...patch, planned: null, problem: null, phase: 'idle' });
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label="Name on the hub, or address of a folder"
        value={place}
        onChange={(next) => type({ place: next })}
        placeholder="intfloat/multilingual-e5-small"
        isDisabled={busy}
        maxLength={500}
      />
      <TextInput
        label="Revision"
        value={revision}
        onChange={(next) => type({ revision: next })}
        placeholder="main"
        isDisabled={busy}
        maxLength={200}
      />
      {phase === 'planning' ? (
        <Button onPress={() => void cancelDownload()}>Cancel</Button>
      ) : (
        <Button type="submit" look={planned ? 'plain' : 'primary'} isDisabled={busy || place.trim() === ''}>
          Look up
        </Button>
      )}
    </form>
  );
}
