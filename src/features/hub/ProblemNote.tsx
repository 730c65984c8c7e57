import type { Problem } from '../../core/errors';
import styles from './Hub.module.css';

/** What went wrong, where, and what would mend it. */
export function ProblemNote({ what, where, remedy }: Problem) {
  return (
    <div role="alert" className={styles.problem}>
      <p className={styles.what}>{what}</p>
      {where && <p className={styles.where}>{where}</p>}
      {remedy && <p>{remedy}</p>}
    </div>
  );
}
