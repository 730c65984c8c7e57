import type { ReactNode } from 'react';
import { METRICS, metricEntry } from '../../core/metrics/catalogue';
import type { MetricEntry } from '../../core/metrics/catalogue/entry';
import { ModalCard } from '../../ui';
import { useView } from '../workbench';
import { Formula } from './formula';
import { FORMULAS } from './formulas';
import { MetricIndex } from './MetricIndex';
import styles from './MetricCard.module.css';

/** What a metric's name opens: formula, source, range, floor, chance, when it misleads; all others beside it. */
export function MetricCard() {
  const metric = useView((view) => view.metric);
  const set = useView((view) => view.set);
  const entry = metric === null ? undefined : metricEntry(metric);
  return (
    <ModalCard
      title={entry?.title ?? 'Metric'}
      isOpen={entry !== undefined}
      onClose={() => set({ metric: null })}
      wide
    >
      {entry && (
        <div className={styles.columns}>
          <MetricIndex groups={METRICS} value={entry.id} onChange={(id) => set({ metric: id })} />
          <Explanation entry={entry} />
        </div>
      )}
    </ModalCard>
  );
}

function Explanation({ entry }: { entry: MetricEntry }) {
  return (
    <div>
      <p className={styles.meaning}>{entry.meaning}</p>
      <Formula parts={FORMULAS[entry.id] ?? entry.formula} />
      <p className={styles.letters}>{entry.letters}</p>
      <dl className={styles.entries}>
        <Row label="Range">{entry.range}</Row>
        <Row label="Floor">{entry.floor}</Row>
        <Row label="Chance">{entry.chance}</Row>
        <Row label="When it misleads">{entry.misleads}</Row>
        <Row label="Example">{emphasised(entry.example)}</Row>
        <Row label="Source">
          {entry.source}{' '}
          <a href={entry.link} target="_blank" rel="noreferrer">
            {new URL(entry.link).host}
          </a>
        </Row>
      </dl>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What stands between `**` in the catalogue is strong. */
function emphasised(words: string): ReactNode[] {
  return words.split('**').map((part, i) => (i % 2 === 1 ? <strong key={i}>{part}</strong> : part));
}
