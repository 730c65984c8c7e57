import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './Term.module.css';

/** The name of a metric; pressing it opens what it means. */
export function Term({ children, onPress }: { children: ReactNode; onPress: () => void }) {
  return (
    <AriaButton className={styles.term} onPress={onPress}>
      {children}
      <span className="visually-hidden">: what it means</span>
    </AriaButton>
  );
}
