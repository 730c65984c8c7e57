import { Button } from 'react-aria-components';
import { Icon } from '../../ui';
import { useView } from '../workbench';
import { useSeen } from './useSeen';
import styles from './DomainChip.module.css';

/** While the heatmap is narrowed to one domain: which, and the way back to all. */
export function DomainChip() {
  const { domain } = useSeen();
  const set = useView((view) => view.set);
  if (domain === null) return null;
  return (
    <Button
      aria-label={`Domain ${domain} only: show all domains`}
      className={styles.chip}
      onPress={() => set({ domain: null })}
    >
      {domain} only
      <Icon name="close" size={10} />
    </Button>
  );
}
