import { useEffect } from 'react';
import { Button, format, ModalCard, Usage } from '../../ui';
import { useCommands, useKept, useView } from '../workbench';
import { KeptDownloads } from './KeptDownloads';
import { StoredRuns } from './StoredRuns';
import { StoredStudies } from './StoredStudies';
import styles from './Storage.module.css';

/** Everything that this page keeps in the browser: how large it is, and a way to delete each of it. */
export function StorageDialog() {
  const isOpen = useView((view) => view.dialog === 'storage');
  const set = useView((view) => view.set);
  const close = () => set({ dialog: null });
  return (
    <ModalCard title="Storage" isOpen={isOpen} onClose={close} wide>
      <Contents />
    </ModalCard>
  );
}

function Contents() {
  const { measureStorage } = useCommands();
  useEffect(() => void measureStorage(), [measureStorage]);
  return (
    <div className={styles.contents}>
      <Room />
      <KeptDownloads what="encoder" />
      <KeptDownloads what="data" />
      <StoredStudies />
      <StoredRuns />
      <p className={styles.note}>All of it lies in this browser alone, under the address of this page.</p>
    </div>
  );
}

function Room() {
  const measure = useKept((kept) => kept.measure);
  const { protectStorage } = useCommands();
  if (!measure) return <p className={styles.note}>Measuring…</p>;
  const { usage, quota } = measure;
  return (
    <div className={styles.room}>
      {usage === null || quota === null ? (
        <p className={styles.note}>This browser does not tell how much room there is.</p>
      ) : (
        <Usage
          label="In use"
          share={quota > 0 ? usage / quota : 1}
          words={`${format.bytes(usage)} of ${format.bytes(quota)} allowed`}
        />
      )}
      <p className={styles.note}>
        {measure.protected ? (
          'The browser keeps it until you delete it.'
        ) : (
          <>
            The browser may clear it when its disk runs full.{' '}
            <Button onPress={() => void protectStorage()}>Ask it to keep it</Button>
          </>
        )}
      </p>
    </div>
  );
}
