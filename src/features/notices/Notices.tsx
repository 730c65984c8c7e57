import { Button, Icon } from '../../ui';
import { useSession } from '../workbench';
import styles from './Notices.module.css';

const WORDS = { error: 'Problem', warning: 'Warning', info: 'Note' } as const;

/** Words begin with a capital, names of files stay as they are. */
function sentenceCase(text: string): string {
  return /^[a-z]+\s/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** What went wrong, where, and what mends it; each stays until it is dismissed. */
export function Notices() {
  const notices = useSession((session) => session.notices);
  const dismiss = useSession((session) => session.dismiss);
  return (
    <div className={styles.notices}>
      {notices.map(({ id, kind, problem }) => (
        <div
          key={id}
          role={kind === 'error' ? 'alert' : 'status'}
          className={`${styles.notice} ${styles[kind]}`}
        >
          <div className={styles.text}>
            <p className={styles.what}>
              <span className={styles.kind}>{WORDS[kind]}</span> {sentenceCase(problem.what)}
            </p>
            {problem.where && <p className={styles.where}>{problem.where}</p>}
            {problem.remedy && <p>{problem.remedy}</p>}
          </div>
          <Button look="quiet" aria-label="Dismiss" onPress={() => dismiss(id)}>
            <Icon name="close" />
          </Button>
        </div>
      ))}
    </div>
  );
}
