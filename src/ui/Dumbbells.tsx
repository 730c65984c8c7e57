import { useMemo, type ReactNode } from 'react';
import { LanguageTag } from './LanguageTag';
import { languageColour } from './languages';
import styles from './Dumbbells.module.css';

export interface DumbbellRow {
  language: string;
  before: number | null;
  now: number | null;
}

interface DumbbellsProps {
  /** Accessible name of the table. */
  label: string;
  rows: DumbbellRow[];
  /** The last row. */
  mean: { before: number | null; now: number | null };
  /** Right end of the axis. */
  end: number;
  /** Least possible value, drawn as a thin line; null leaves it out. */
  floor: number | null;
  format: (value: number) => string;
  stale?: boolean;
}

/** Where every language was and is: a ring before, a dot now, the way between, and both numbers. */
export function Dumbbells({ label, rows, mean, end, floor, format, stale }: DumbbellsProps) {
  const at = useMemo(() => (value: number) => `${Math.min(100, (value / end) * 100)}%`, [end]);
  const line = (key: string, name: ReactNode, row: Omit<DumbbellRow, 'language'>, colour: string) => (
    <tr key={key} className={key === 'mean' ? styles.mean : undefined}>
      <th scope="row" className={styles.name}>
        {name}
      </th>
      <td className={styles.chart}>
        <div className={styles.track} style={{ color: colour }}>
          {floor !== null && <span className={styles.floor} style={{ insetInlineStart: at(floor) }} />}
          <Way {...row} at={at} />
        </div>
      </td>
      <td className={styles.number}>{row.before === null ? '–' : format(row.before)}</td>
      <td className={`${styles.number} ${styles.now}`}>{row.now === null ? '–' : format(row.now)}</td>
    </tr>
  );
  return (
    <table aria-label={label} className={`${styles.table} ${stale ? styles.stale : ''}`}>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            <span className="visually-hidden">query language</span>
          </th>
          <td className={styles.axis}>
            <span>0</span>
            <span>{format(end)}</span>
          </td>
          <th scope="col" className={styles.number}>
            before
          </th>
          <th scope="col" className={styles.number}>
            now
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          line(row.language, <LanguageTag code={row.language} />, row, languageColour(row.language)),
        )}
        {line('mean', 'mean', mean, 'var(--ink)')}
      </tbody>
    </table>
  );
}

interface WayProps extends Omit<DumbbellRow, 'language'> {
  at: (value: number) => string;
}

function Way({ before, now, at }: WayProps) {
  return (
    <>
      {before !== null && now !== null && (
        <span
          className={styles.way}
          style={{
            insetInlineStart: at(Math.min(before, now)),
            inlineSize: `calc(${at(Math.max(before, now))} - ${at(Math.min(before, now))})`,
          }}
        />
      )}
      {before !== null && <span className={styles.ring} style={{ insetInlineStart: at(before) }} />}
      {now !== null && <span className={styles.dot} style={{ insetInlineStart: at(now) }} />}
    </>
  );
}
