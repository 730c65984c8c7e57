import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import styles from './Tabs.module.css';

interface TabsProps<T extends string> {
  /** Accessible name of the row of tabs. */
  label: string;
  selected: T;
  tabs: readonly { id: T; title: string; content: ReactNode }[];
  onSelect: (id: T) => void;
}

/** Panels that share one place; arrow keys walk the tabs. */
export function Tabs<T extends string>({ label, selected, tabs, onSelect }: TabsProps<T>) {
  return (
    <AriaTabs selectedKey={selected} onSelectionChange={(key) => onSelect(key as T)} className={styles.tabs}>
      <TabList aria-label={label} className={styles.list}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className={styles.tab}>
            {title}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
