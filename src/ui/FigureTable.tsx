import { Fragment, type ReactNode } from 'react';
import styles from './FigureTable.module.css';

export interface FigureRow {
  id: string;
  name: ReactNode;
  /** As written; `–` where there is nothing. */
  before: string;
  now: string;
  change: string;
  /** Beneath the figures: floor, chance, interval. */
  note?: ReactNode;
}

interface FigureTableProps {
  /** Accessible name. */
  label: string;
  rows: readonly FigureRow[];
  stale?: boolean;
}

/** Measures one beneath the other: before, now, change, and what to read them against. */
export function FigureTable({ label, rows, stale }: FigureTableProps) {
  return (
    <table aria-label={label} className={`${styles.table} ${stale ? styles.stale : ''}`}>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            <span className="visually-hidden">measure</span>
          </th>
          <th scope="col">before</th>
          <th scope="col">now</th>
          <th scope="col">change</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, before, now, change, note }) => (
          <Fragment key={id}>
            <tr>
              <th scope="row" className={styles.name}>
                {name}
              </th>
              <td>{before}</td>
              <td className={styles.now}>{now}</td>
              <td>{change}</td>
            </tr>
            {note && (
              <tr>
                <td colSpan={4} className={styles.note}>
                  {note}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
