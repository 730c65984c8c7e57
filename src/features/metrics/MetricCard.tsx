import { ModalCard } from '../../ui';
import { useView } from '../workbench';
import { DEFINITIONS, type MetricDefinition } from './definitions';
import { Formula } from './formula';
import styles from './MetricCard.module.css';

const ENTRIES: readonly { key: keyof MetricDefinition; label: string }[] = [
  { key: 'range', label: 'Range' },
  { key: 'floor', label: 'Floor' },
  { key: 'chance', label: 'Chance' },
  { key: 'misleads', label: 'When it misleads' },
  { key: 'source', label: 'Source' },
];

/** What a metric's name opens: formula, source, range, floor, chance, when it misleads. */
export function MetricCard() {
  const metric = useView((view) => view.metric);
  const set = useView((view) => view.set);
  const definition = metric === null ? undefined : DEFINITIONS[metric];
  return (
    <ModalCard
      title={definition?.title ?? 'Metric'}
      isOpen={definition !== undefined}
      onClose={() => set({ metric: null })}
    >
      {definition && (
        <>
          <p className={styles.meaning}>{definition.meaning}</p>
          <Formula parts={definition.formula} />
          <p className={styles.letters}>{definition.letters}</p>
          <dl className={styles.entries}>
            {ENTRIES.map(({ key, label }) => (
              <div key={key}>
                <dt>{label}</dt>
                <dd>{definition[key]}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </ModalCard>
  );
}
