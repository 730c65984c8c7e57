import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import type { MetricGroup } from '../../core/metrics/catalogue/entry';
import styles from './MetricIndex.module.css';

interface MetricIndexProps {
  groups: readonly MetricGroup[];
  /** Id of the metric that is explained. */
  value: string;
  onChange: (id: string) => void;
}

/** Every metric by name: one stop of the Tab key, arrows and first letters inside. */
export function MetricIndex({ groups, value, onChange }: MetricIndexProps) {
  return (
    <ListBox
      aria-label="All metrics"
      className={styles.index}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [id] = keys;
        if (id !== undefined) onChange(String(id));
      }}
    >
      {groups.map(({ title, entries }) => (
        <ListBoxSection key={title} id={title}>
          <Header className={styles.group}>{title}</Header>
          {entries.map((entry) => (
            <ListBoxItem key={entry.id} id={entry.id} textValue={entry.title} className={styles.entry}>
              {entry.title.split(', ')[0]}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  );
}
