import { ModalCard } from '../../ui';
import { useView } from '../workbench';
import styles from './Shortcuts.module.css';

const SHORTCUTS = [
  { keys: ['Space'], does: 'Train, pause, go on' },
  { keys: ['S'], does: 'One step' },
  { keys: ['←', '→', '↑', '↓'], does: 'Walk the heatmap, a batch or a slider' },
  { keys: ['Home', 'End'], does: 'First or last of a row; with Ctrl, of the table' },
  { keys: ['Ctrl', 'Z'], does: 'Undo the last change of the experiment' },
  { keys: ['Esc'], does: 'Close a card, let go of a cell, take back what is typed' },
  { keys: ['?'], does: 'This list' },
] as const;

/** What the keyboard does. */
export function Shortcuts() {
  const isOpen = useView((view) => view.dialog === 'shortcuts');
  const set = useView((view) => view.set);
  return (
    <ModalCard title="Keyboard" isOpen={isOpen} onClose={() => set({ dialog: null })}>
      <dl className={styles.list}>
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </ModalCard>
  );
}
