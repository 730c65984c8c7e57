import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useRun, useRuns } from '../workbench';
import { bestRuns, FIGURES, sorted, type Direction, type Figure, type SortKey } from './compare';
import { FIGURE_NAMES, RunRow } from './RunRow';
import styles from './Runs.module.css';

/** The saved runs under each other, sorted by what is asked for. */
export function RunsTable({ close }: { close: () => void }) {
  const records = useRuns((runs) => runs.records);
  const loaded = useRuns((runs) => runs.loaded);
  const shown = useRun((run) => run.runId);
  const [sort, setSort] = useState<Sort>({ key: 'started', direction: 'descending' });
  if (!loaded) return <p className={styles.empty}>Reading the saved runs…</p>;
  if (records.length === 0)
    return (
      <p className={styles.empty}>No runs yet. Every run that you train is kept here, in this browser.</p>
    );
  const best = FIGURES.map((figure) => [figure, bestRuns(records, figure)] as const);
  const bestOf = (id: string) =>
    new Set<Figure>(best.flatMap(([figure, ids]) => (ids.has(id) ? [figure] : [])));
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <SortHead by="started" sort={sort} onSort={setSort}>
                Run
              </SortHead>
              <th scope="col">Batches</th>
              <th scope="col">Status</th>
              {FIGURES.map((figure) => (
                <SortHead key={figure} by={figure} sort={sort} onSort={setSort}>
                  {FIGURE_NAMES[figure]}
                </SortHead>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {sorted(records, sort.key, sort.direction).map((record) => (
              <RunRow
                key={record.id}
                record={record}
                isShown={record.id === shown}
                best={bestOf(record.id)}
                close={close}
              />
            ))}
          </tbody>
        </table>
      </div>
      {records.length > 1 && (
        <p className={styles.note}>
          Under each figure its change by training. <span className={styles.best}>Marked</span>: the best of
          those scored on the same data, languages and domains.
        </p>
      )}
    </>
  );
}

interface Sort {
  key: SortKey;
  direction: Direction;
}

interface SortHeadProps {
  by: SortKey;
  sort: Sort;
  onSort: (sort: Sort) => void;
  children: string;
}

/** A header that sorts: by the best first, pressed again the other way round. */
function SortHead({ by, sort, onSort, children }: SortHeadProps) {
  const first: Direction = by === 'rankDistance' ? 'ascending' : 'descending';
  const other: Direction = first === 'ascending' ? 'descending' : 'ascending';
  const active = sort.key === by;
  return (
    <th
      scope="col"
      aria-sort={active ? sort.direction : 'none'}
      className={by === 'started' ? undefined : styles.number}
    >
      <AriaButton
        className={styles.sort}
        onPress={() => onSort({ key: by, direction: active && sort.direction === first ? other : first })}
      >
        {children}
        <span aria-hidden="true" className={styles.arrow}>
          {active ? (sort.direction === 'ascending' ? '↑' : '↓') : ''}
        </span>
      </AriaButton>
    </th>
  );
}
