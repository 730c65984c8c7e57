import type { KeptSource } from '../../protocol';
import type { DataLookup } from '../../state/kept';
import { useKept } from '../workbench';
import { Elsewhere } from './Elsewhere';
import { KeptList } from './KeptList';
import { OpenButtons } from './OpenButtons';
import styles from './Status.module.css';

interface DataWaysProps {
  /** Where what is open already came from. */
  open: readonly (string | undefined)[];
  /** Name of the data that come with Isoglot; null where they are not to be offered. */
  bundled: string | null;
  purpose: DataLookup['purpose'];
  close: () => void;
  onOpen: (source: KeptSource) => void;
}

/** Every way to open a data set: kept, files, a folder, what comes with Isoglot, a hub or an address. */
export function DataWays({ open, bundled, purpose, close, onOpen }: DataWaysProps) {
  const lookData = useKept((kept) => kept.lookData);
  const isDownloading = useKept((kept) => kept.dataLookup.phase === 'downloading');
  return (
    <>
      <KeptList what="data" open={open} onOpen={onOpen} />
      <p className={styles.help}>
        The files of XQuAD-R, MLQA-R, SQuAD or Isoglot-QA, the folder of a BEIR, MIRACL or MTEB set, or pairs
        of your own as JSON lines, Parquet or TSV; all of them packed as ZIP or gzip, too.
      </p>
      <OpenButtons
        accepts={['.json', '.jsonl', '.ndjson', '.tsv', '.txt', '.gz', '.zip', '.parquet']}
        bundled={bundled}
        bundledWords={purpose.further ? 'Open' : 'Back to'}
        onOpen={onOpen}
      />
      <Elsewhere
        dialog="hub-data"
        close={close}
        // What is coming in stays what it was asked for.
        onShow={() => !isDownloading && lookData({ purpose })}
      />
    </>
  );
}
