import { useId, type ReactNode } from 'react';
import styles from './Panel.module.css';

interface PanelProps {
  title: string;
  /** Beside the title: a quiet word about the state, e.g. "measured at step 80". */
  badge?: ReactNode;
  /** At the right of the head: switches and buttons. */
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A region of the page with its name; the lines between regions are drawn by the layout. */
export function Panel({ title, badge, actions, children, className }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`${styles.panel} ${className ?? ''}`}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {badge && <span className={styles.badge}>{badge}</span>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** What a panel says while it has nothing to show. */
export function Blank({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.blank}>
      <p className={styles.blankTitle}>{title}</p>
      {children}
    </div>
  );
}
