import styles from './Facts.module.css';

/** Names and values, one a line. */
export function Facts({ entries }: { entries: [string, string][] }) {
  return (
    <dl className={styles.facts}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
