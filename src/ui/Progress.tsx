import { ProgressBar } from 'react-aria-components';
import styles from './Progress.module.css';

interface ProgressProps {
  label: string;
  /** In [0, 1]; null: under way, how far is unknown. */
  share: number | null;
  /** How much, in words: "4.2 of 18.4 MB · 3 s left". */
  words: string;
}

/** One thing under way: its name, a thin bar, how much of it is done. */
export function Progress({ label, share, words }: ProgressProps) {
  return (
    <ProgressBar
      aria-label={label}
      value={share === null ? undefined : share * 100}
      isIndeterminate={share === null}
      valueLabel={words}
      className={styles.progress}
    >
      <span className={styles.label}>{label}</span>
      <span className={styles.words}>{words}</span>
      <span className={styles.track}>
        <span
          className={`${styles.fill} ${share === null ? styles.unknown : ''}`}
          style={share === null ? undefined : { inlineSize: `${share * 100}%` }}
        />
      </span>
    </ProgressBar>
  );
}
