import { useState } from 'react';
import { bytesOf } from '../../io/hub/origin';
import { MAX_DATA_BYTES } from '../../io/hub/planData';
import type { DataListing } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, Facts, format, TextInput } from '../../ui';
import { useCommands, useKept, useRun } from '../workbench';
import { Downloading } from './Downloading';
import styles from './Hub.module.css';

/** What there is of a data set, which of it is wanted, and how large that is. */
export function DataCard({ listing }: { listing: DataListing }) {
  const picked = useKept((kept) => kept.dataLookup.picked);
  const phase = useKept((kept) => kept.dataLookup.phase);
  const download = useKept((kept) => kept.dataLookup.downloading);
  const { name, origin, licence, files, others } = listing;
  const isHub = origin.kind === 'hub';
  const facts: [string, string][] = [
    ['data', name],
    ['from', isHub ? new URL(origin.hub).host : origin.url],
    ...(isHub ? [['commit', origin.commit] satisfies [string, string]] : []),
    ['licence', licence ?? (isHub ? 'not told by the hub' : 'not told by an address')],
    ['picked', `${sizeOf(listing, picked)} in ${format.counted(picked.length, 'file')} of ${files.length}`],
    ...(others > 0
      ? [['left aside', `${format.counted(others, 'file')} of other kinds`] satisfies [string, string]]
      : []),
  ];
  return (
    <section aria-label={`Files of ${name}`}>
      <Facts entries={facts} />
      {files.length > 1 && <Picking listing={listing} isDisabled={phase === 'downloading'} />}
      {phase === 'downloading' ? (
        <Downloading download={download} name={name} what="data" />
      ) : (
        <Begin listing={listing} picked={picked} />
      )}
    </section>
  );
}

/** The files, to be ticked one by one, or all that a filter shows. */
function Picking({ listing, isDisabled }: { listing: DataListing; isDisabled: boolean }) {
  const picked = useKept((kept) => kept.dataLookup.picked);
  const lookData = useKept((kept) => kept.lookData);
  const [filter, setFilter] = useState('');
  const wanted = new Set(picked);
  const shown = listing.files.filter(({ path }) => path.toLowerCase().includes(filter.trim().toLowerCase()));
  const pick = (paths: readonly string[], on: boolean) => {
    const meant = new Set(paths);
    const all = listing.files.map(({ path }) => path);
    lookData({ picked: all.filter((path) => (meant.has(path) ? on : wanted.has(path))), problem: null });
  };
  const paths = shown.map(({ path }) => path);
  return (
    <fieldset className={styles.picking} disabled={isDisabled}>
      <legend>Files to download</legend>
      <div className={styles.filter}>
        <TextInput
          label="Show those with"
          placeholder="test, de, …"
          value={filter}
          onChange={setFilter}
          isDisabled={isDisabled}
          maxLength={200}
        />
        <Button isDisabled={isDisabled} onPress={() => pick(paths, true)}>
          Pick all shown
        </Button>
        <Button isDisabled={isDisabled} onPress={() => pick(paths, false)}>
          Pick none shown
        </Button>
      </div>
      {/* It scrolls: by keyboard, too. */}
      <ul tabIndex={0} aria-label="Files" className={styles.list}>
        {shown.map(({ path, size }) => (
          <li key={path}>
            <label>
              <input
                type="checkbox"
                checked={wanted.has(path)}
                onChange={(event) => pick([path], event.target.checked)}
              />
              <span>{path}</span>
              <span className={styles.size}>{size === null ? 'size not told' : format.bytes(size)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Begin({ listing, picked }: { listing: DataListing; picked: readonly string[] }) {
  const live = useRun(({ status }) => isLive(status));
  const { downloadData } = useCommands();
  const total = totalOf(listing, picked);
  const tooLarge = total !== null && total > MAX_DATA_BYTES;
  return (
    <div className={styles.doing}>
      {tooLarge ? (
        <p className={styles.note}>At most {format.bytes(MAX_DATA_BYTES)} can be read: pick fewer.</p>
      ) : (
        live && <p className={styles.note}>A run is going on: the data can be opened when it is over.</p>
      )}
      <Button look="primary" isDisabled={picked.length === 0 || tooLarge} onPress={() => void downloadData()}>
        Download{total === null ? '' : ` ${format.bytes(total)}`}
      </Button>
    </div>
  );
}

function totalOf({ files }: DataListing, picked: readonly string[]): number | null {
  const wanted = new Set(picked);
  return bytesOf({ files: files.filter(({ path }) => wanted.has(path)) });
}

function sizeOf(listing: DataListing, picked: readonly string[]): string {
  const total = totalOf(listing, picked);
  return total === null ? 'size not told' : format.bytes(total);
}
