import { useMemo, useState, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from '../../ui';
import { useRun, useRuns } from '../workbench';
import { againstBase } from './against';
import {
  bestRows,
  FIGURES,
  rowsOf,
  sorted,
  type Direction,
  type Figure,
  type Row,
  type SortKey,
} from './compare';
import { GroupRow, RunRow } from './RunRow';
import { FIGURE_NAMES, Values } from './Values';
import styles from './Runs.module.css';

/** The saved runs under each other, seeds of one experiment as one row, sorted by what is asked for. */
export function RunsTable({ close }: { close: () => void }) {
  const records = useRuns((runs) => runs.records);
  const loaded = useRuns((runs) => runs.loaded);
  const [sort, setSort] = useState<Sort>({ key: 'started', direction: 'descending' });
  const [baseId, setBase] = useState<string | null>(null);
  const rows = useMemo(() => rowsOf(records), [records]);
  const base = rows.find(({ id }) => id === baseId) ?? null;
  const best = useMemo(() => FIGURES.map((figure) => [figure, bestRows(rows, figure)] as const), [rows]);
  const against = useMemo(() => base && againstBase(rows, base), [rows, base]);
  if (!loaded) return <p className={styles.empty}>Reading the saved runs…</p>;
  if (records.length === 0)
    return (
      <p className={styles.empty}>No runs yet. Every run that you train is kept here, in this browser.</p>
    );
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
            {sorted(rows, sort.key, sort.direction).map((row) => (
              <Rows
                key={row.id}
                row={row}
                close={close}
                values={
                  <Values row={row} best={bestOf(row.id)} against={against && (against.get(row.id) ?? {})} />
                }
                base={
                  rows.length > 1 && (
                    <BaseButton
                      name={row.runs[0].name}
                      isBase={row.id === base?.id}
                      onChange={(isBase) => setBase(isBase ? row.id : null)}
                    />
                  )
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      {records.length > 1 && <Note base={base} hasGroups={rows.length < records.length} />}
    </>
  );
}

interface RowsProps {
  row: Row;
  values: ReactNode;
  base: ReactNode;
  close: () => void;
}

/** A run, or a group with its runs where it is open. */
function Rows({ row, values, base, close }: RowsProps) {
  const shown = useRun((run) => run.runId);
  const [isOpen, setIsOpen] = useState(false);
  const [first, ...others] = row.runs;
  if (others.length === 0)
    return <RunRow record={first} isShown={first.id === shown} values={values} base={base} close={close} />;
  return (
    <>
      <GroupRow row={row} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} values={values} base={base} />
      {isOpen &&
        row.runs.map((record) => (
          <RunRow
            key={record.id}
            record={record}
            isShown={record.id === shown}
            isMember
            values={<Values row={rowsOf([record])[0]!} best={NONE} against={null} />}
            close={close}
          />
        ))}
    </>
  );
}

const NONE: ReadonlySet<Figure> = new Set();

interface BaseButtonProps {
  name: string;
  isBase: boolean;
  onChange: (isBase: boolean) => void;
}

function BaseButton({ name, isBase, onChange }: BaseButtonProps) {
  return (
    <Button
      look="quiet"
      aria-label={`Compare the others with ${name}`}
      aria-pressed={isBase}
      className={isBase ? styles.isBase : undefined}
      onPress={() => onChange(!isBase)}
    >
      {isBase ? 'Base' : 'Compare'}
    </Button>
  );
}

/** What the marks mean. */
function Note({ base, hasGroups }: { base: Row | null; hasGroups: boolean }) {
  return (
    <p className={styles.note}>
      {base
        ? `Under each figure its difference from “${base.runs[0].name}”, on the same data: ↑ ↓ significant, ≈ not, ? not ` +
          'tested. Several seeds: Welch’s t, p by Holm over the rows; one seed each: by both bootstrap intervals, as if ' +
          'the questions were not the same, which calls too little significant. '
        : 'Under each figure its change by training. '}
      {hasGroups && 'Runs that differ only in their seed are one row: mean ± standard deviation. '}
      <span className={styles.best}>Marked</span>: the best of those scored on the same data, languages and
      domains.
    </p>
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
