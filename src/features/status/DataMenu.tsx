import type { KeptSource } from '../../protocol';
import { BUNDLED } from '../../state/session';
import { Facts, format, PopoverCard } from '../../ui';
import { useCommands, useSession } from '../workbench';
import { Elsewhere } from './Elsewhere';
import { KeptList } from './KeptList';
import { OpenButtons } from './OpenButtons';
import styles from './Status.module.css';

/** The data on the bench: its counts, and how to open others. */
export function DataMenu() {
  const data = useSession((session) => session.data);
  const opening = useSession((session) => session.opening.data);
  const { openData } = useCommands();
  const open = (close: () => void) => (source: KeptSource) => {
    close();
    void openData(source);
  };
  const name = data?.name ?? (opening ? 'opening…' : 'none');
  return (
    <PopoverCard
      label={`Data: ${name}`}
      trigger={
        <span className={styles.trigger}>
          <span className={styles.label}>data</span> <b>{name}</b>
          {data && (
            <span className={styles.extra}>
              {format.counted(data.languages.length, 'language')} ·{' '}
              {format.counted(data.domains.length, 'domain')} · {format.count(sum(data.queries))} queries ·{' '}
              {format.count(sum(data.candidates))} candidates
            </span>
          )}
        </span>
      }
    >
      {(close) => (
        <>
          {data ? (
            <>
              <Facts
                entries={[
                  ['format', data.format],
                  ['languages', data.languages.join(' ')],
                  ['domains', format.count(data.domains.length)],
                  ['queries', format.count(sum(data.queries))],
                  ['candidates', format.count(sum(data.candidates))],
                  ['SHA-256', data.sha256.slice(0, 16)],
                  ...(data.source ? [['from', data.source] satisfies [string, string]] : []),
                ]}
              />
              {data.warnings.map((warning) => (
                <p key={warning} className={styles.warning}>
                  {warning}
                </p>
              ))}
            </>
          ) : (
            <p className={styles.none}>No data is open.</p>
          )}
          <KeptList what="data" onOpen={open(close)} />
          <p className={styles.help}>
            The files of XQuAD-R, MLQA-R, SQuAD or Isoglot-QA, the folder of a BEIR, MIRACL or MTEB set, or
            pairs of your own as JSON lines, Parquet or TSV; all of them packed as ZIP or gzip, too.
          </p>
          <OpenButtons
            accepts={['.json', '.jsonl', '.ndjson', '.tsv', '.txt', '.gz', '.zip', '.parquet']}
            bundled={BUNDLED.data}
            isBundled={data?.name === BUNDLED.data}
            onOpen={open(close)}
          />
          <Elsewhere dialog="hub-data" close={close} />
        </>
      )}
    </PopoverCard>
  );
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, value) => total + value, 0);
}
