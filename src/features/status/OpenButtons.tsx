import { FileTrigger } from 'react-aria-components';
import type { Source } from '../../protocol';
import { isLive } from '../../state/run';
import { Button } from '../../ui';
import { useRun } from '../workbench';
import styles from './Status.module.css';

interface OpenButtonsProps {
  /** Extensions of single files, e.g. `.json`. */
  accepts: string[];
  /** Name of what comes with Isoglot; null where that is not to be offered. */
  bundled: string | null;
  /** What the button says of it. */
  bundledWords?: string;
  onOpen: (source: Source) => void;
}

/** Three ways to open: files, a folder, or back to what comes with Isoglot. */
export function OpenButtons({ accepts, bundled, bundledWords = 'Back to', onOpen }: OpenButtonsProps) {
  const open = (list: FileList | null) => {
    const files = [...(list ?? [])].map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob }));
    if (files.length > 0) onOpen({ kind: 'files', files });
  };
  const live = useRun(({ status }) => isLive(status));
  if (live) return <p className={styles.help}>Stop the run to open something else: it is kept.</p>;
  return (
    <div className={styles.open}>
      <FileTrigger allowsMultiple acceptedFileTypes={accepts} onSelect={open}>
        <Button>Open files…</Button>
      </FileTrigger>
      <FileTrigger acceptDirectory onSelect={open}>
        <Button>Open a folder…</Button>
      </FileTrigger>
      {bundled !== null && (
        <Button onPress={() => onOpen({ kind: 'bundled', name: bundled })}>
          {bundledWords} {bundled}
        </Button>
      )}
    </div>
  );
}
