import type { KeptSource } from '../../protocol';
import { BUNDLED } from '../../state/session';
import { Facts, format, PopoverCard } from '../../ui';
import { useCommands, useSession } from '../workbench';
import { DataWays } from './DataWays';
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
          <DataWays
            open={[data?.source]}
            bundled={data?.name === BUNDLED.data ? null : BUNDLED.data}
            purpose={{ further: false }}
            close={close}
            onOpen={open(close)}
          />
        </>
      )}
    </PopoverCard>
  );
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, value) => total + value, 0);
}
