import { useState } from 'react';
import { Blank, format, Panel, Segmented } from '../../ui';
import { useMeasured } from '../workbench';
import { Agreement } from './Agreement';
import { GeometryFigures } from './GeometryFigures';
import { LanguageFigures } from './LanguageFigures';
import type { Items } from './pairFigures';
import styles from './Consistency.module.css';

const ITEMS = [
  { value: 'pool', label: 'pool', hint: 'Both languages rank one fixed pool of passages.' },
  { value: 'passages', label: 'passages', hint: 'Each language ranks the parallel passages of its own.' },
] as const;

/** Whether the same question finds the same things in every language. */
export function Consistency() {
  const { before, now, changed, stale } = useMeasured();
  const [items, setItems] = useState<Items>('pool');
  return (
    <Panel
      title="Consistency"
      badge={now && `step ${format.count(now.step)}`}
      actions={now && <Segmented label="RankC over" value={items} options={ITEMS} onChange={setItems} />}
      className={styles.consistency}
    >
      {!now ? (
        <Blank title="Not measured yet">
          <p>How far languages agree on their rankings appears with the first measurement.</p>
        </Blank>
      ) : (
        <div className={styles.parts}>
          <Agreement items={items} before={before} now={now} changed={changed} stale={stale} />
          <LanguageFigures before={before} now={now} changed={changed} stale={stale} />
          <GeometryFigures before={before} now={now} changed={changed} stale={stale} />
        </div>
      )}
    </Panel>
  );
}
