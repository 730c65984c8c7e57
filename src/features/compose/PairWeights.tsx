import { useState } from 'react';
import { Button, format, NumberInput, WeightGrid } from '../../ui';
import { useSetup } from '../workbench';
import { differentPairs, painted, samePairs } from '../../core/batches/pairWeights';
import styles from './Compose.module.css';

/** The matrix of weights of language pairs. */
export function PairWeights({ languages }: { languages: readonly string[] }) {
  const pairWeights = useSetup((setup) => setup.draft.pairWeights);
  const change = useSetup((setup) => setup.change);
  const [brush, setBrush] = useState(1);
  const weights = Object.values(pairWeights).filter((weight) => weight > 0);
  const fills = [
    { label: 'As X-X', fill: samePairs(languages) },
    { label: 'As X-Y', fill: differentPairs(languages) },
    { label: 'Clear', fill: {} },
  ];
  return (
    <div className={styles.more}>
      <WeightGrid
        label="Weights of query language and passage language"
        languages={languages}
        weightOf={(query, passage) => pairWeights[`${query}-${passage}`] ?? 0}
        brush={brush}
        onPaint={(cells, weight) => change({ pairWeights: painted(pairWeights, cells, weight) })}
      />
      <div className={styles.brush}>
        <NumberInput
          label="Brush"
          {...{ min: 0.001, max: 1e6, step: 1 }}
          value={brush}
          format={format.plain}
          onCommit={setBrush}
        />
        {fills.map(({ label, fill }) => (
          <Button key={label} onPress={() => change({ pairWeights: fill })}>
            {label}
          </Button>
        ))}
      </div>
      <p className={styles.meaning} role="status">
        {weights.length === 0
          ? 'No pair has a weight: paint at least one.'
          : `${format.counted(weights.length, 'pair')} weighted. Drag to paint; keys: arrows, digits, space for the brush, shift and arrows to draw.`}
      </p>
    </div>
  );
}
