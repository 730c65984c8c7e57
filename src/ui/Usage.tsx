import { Meter } from 'react-aria-components';
import styles from './Usage.module.css';

interface UsageProps {
  label: string;
  /** In [0, 1]. */
  share: number;
  /** How much, in words: `1.2 of 8.0 GB`. */
  words: string;
}

/** How much of something limited is in use. */
export function Usage({ label, share, words }: UsageProps) {
  const within = Math.min(1, Math.max(0, share));
  return (
    <Meter aria-label={label} value={within * 100} valueLabel={words} className={styles.usage}>
      <span>{label}</span>
      <span className={styles.words}>{words}</span>
      <span className={styles.track}>
        <span
          className={`${styles.fill} ${within > 0.9 ? styles.full : ''}`}
          style={{ inlineSize: `${within * 100}%` }}
        />
      </span>
    </Meter>
  );
}
