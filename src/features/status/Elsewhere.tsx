import { Button } from '../../ui';
import { useView } from '../workbench';
import styles from './Status.module.css';

interface ElsewhereProps {
  dialog: 'hub' | 'hub-data';
  close: () => void;
  onShow?: () => void;
}

/** What is not on this machine yet, and the room for it. */
export function Elsewhere({ dialog, close, onShow }: ElsewhereProps) {
  const set = useView((view) => view.set);
  const show = (next: ElsewhereProps['dialog'] | 'storage') => {
    close();
    set({ dialog: next });
  };
  return (
    <div className={styles.elsewhere}>
      <Button
        onPress={() => {
          onShow?.();
          show(dialog);
        }}
      >
        From a hub or an address…
      </Button>
      <Button onPress={() => show('storage')}>Storage…</Button>
    </div>
  );
}
