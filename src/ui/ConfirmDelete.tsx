import { useEffect, useRef, useState } from 'react';
import { Button } from './Button';
import { Icon } from './Icon';
import styles from './ConfirmDelete.module.css';

interface ConfirmDeleteProps {
  /** What would go, for screen readers: `multilingual-e5-small`. */
  name: string;
  /** What it says before it does: `Delete 471.3 MB?` */
  question: string;
  onConfirm: () => void;
  isDisabled?: boolean;
}

/** A bin that asks once more in its own place; Escape and leaving it mean no. */
export function ConfirmDelete({ name, question, onConfirm, isDisabled }: ConfirmDeleteProps) {
  const [asking, setAsking] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const bin = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    // Whoever asked by keyboard goes on from the answer, and back to the bin after a no.
    if (asking) group.current?.querySelector('button')?.focus();
    else if (asked.current) bin.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <Button
        ref={bin}
        look="quiet"
        aria-label={`Delete ${name}`}
        isDisabled={isDisabled}
        onPress={() => setAsking(true)}
      >
        <Icon name="bin" />
      </Button>
    );
  }
  return (
    <div
      ref={group}
      role="group"
      aria-label={`${question} ${name}`}
      className={styles.question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The card around it stays open.
        event.stopPropagation();
        setAsking(false);
      }}
    >
      <span>{question}</span>
      <Button aria-label={`Yes, delete ${name}`} onPress={onConfirm}>
        Delete
      </Button>
      <Button look="quiet" onPress={() => setAsking(false)}>
        Keep
      </Button>
    </div>
  );
}
