import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './Term.module.css';

interface TermProps {
  children: ReactNode;
  /** In a few words, for a pointer that rests on it. */
  hint?: string;
  onPress: () => void;
}

/** The name of a metric; pressing it opens what it means. */
export function Term({ children, hint, onPress }: TermProps) {
  return (
    <AriaButton className={styles.term} onPress={onPress}>
      <span title={hint}>{children}</span>
      <span className="visually-hidden">: what it means</span>
    </AriaButton>
  );
}
