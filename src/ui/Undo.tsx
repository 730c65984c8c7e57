import { Button } from './Button';
import styles from './Undo.module.css';

interface UndoProps {
  /** What was deleted; null: nothing, and the place stays as tall. */
  name: string | null;
  onUndo: () => void;
}

/** Says what was deleted, and brings it back. */
export function Undo({ name, onUndo }: UndoProps) {
  return (
    <div role="status" className={styles.undo}>
      {name !== null && (
        <>
          <span dir="auto">Deleted “{name}”.</span> <Button onPress={onUndo}>Undo</Button>
        </>
      )}
    </div>
  );
}
