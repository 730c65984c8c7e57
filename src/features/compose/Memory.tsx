import { format } from '../../ui';
import { useRun } from '../workbench';
import styles from './Compose.module.css';

/** What a training step will need, and what to change where the backend can't hold it. */
export function Memory() {
  const memory = useRun((run) => run.memory);
  const parts = memory && [
    `weights ${format.bytes(memory.weights)}`,
    `optimiser ${format.bytes(memory.optimiser)}`,
    `gradients ${format.bytes(memory.gradients)}`,
    `activations ${format.bytes(memory.activations)}`,
  ];
  return (
    <div role="group" aria-label="Memory of a training step">
      <p className={styles.caption}>
        <span>Memory of a step</span>
        <span className={styles.counts}>{memory ? `about ${format.bytes(memory.total)}` : ''}</span>
      </p>
      <p className={styles.meaning}>
        {parts ? parts.join(' · ') : 'Is estimated once the encoder is measured on the data.'}
      </p>
      <p role="status" className={styles.hint}>
        {memory?.advice ? `More than the backend can hold. ${memory.advice}` : ''}
      </p>
    </div>
  );
}
