import type { Configuration } from '../../protocol';
import { format, NumberInput, Segmented } from '../../ui';
import { useSetup } from '../workbench';
import { Vocabulary } from './Vocabulary';
import { FALSE_NEGATIVES, LOSSES, SCHEDULES } from './words';
import styles from './Compose.module.css';

type NumberKey = {
  [K in keyof Configuration]: Configuration[K] extends number ? K : never;
}[keyof Configuration];

interface Field {
  key: NumberKey;
  label: string;
  min: number;
  max: number;
  step: number;
  factor?: boolean;
  integer?: boolean;
}

const MAIN: Field[] = [
  { key: 'batchSize', label: 'Batch size', min: 2, max: 1024, step: 2, integer: true },
  { key: 'steps', label: 'Steps', min: 1, max: 100_000, step: 10, integer: true },
  { key: 'learningRate', label: 'Learning rate', min: 1e-9, max: 1, step: 2, factor: true },
  { key: 'temperature', label: 'Temperature', min: 0.001, max: 10, step: 0.01 },
  { key: 'seed', label: 'Seed', min: 0, max: 2 ** 32 - 1, step: 1, integer: true },
  { key: 'evaluateEvery', label: 'Evaluate every', min: 0, max: 100_000, step: 10, integer: true },
];

const MORE: Field[] = [
  { key: 'warmup', label: 'Warm-up share', min: 0, max: 1, step: 0.05 },
  { key: 'weightDecay', label: 'Weight decay', min: 0, max: 1, step: 0.01 },
  { key: 'clipNorm', label: 'Clip norm, 0 off', min: 0, max: 1000, step: 0.5 },
  { key: 'maxLength', label: 'Max tokens', min: 8, max: 512, step: 8, integer: true },
];

/** The figures that most runs change. */
export function MainNumbers() {
  return <Fields fields={MAIN} />;
}

/** The rest, under "more". */
export function MoreNumbers() {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  return (
    <div className={styles.more}>
      <Fields fields={MORE} />
      <Segmented
        label="Schedule"
        labelled
        value={draft.schedule}
        options={SCHEDULES}
        onChange={(schedule) => change({ schedule })}
      />
      <Segmented
        label="Loss direction"
        labelled
        value={draft.loss}
        options={LOSSES}
        onChange={(loss) => change({ loss })}
      />
      <Segmented
        label="False negatives"
        labelled
        value={draft.falseNegatives}
        options={FALSE_NEGATIVES}
        onChange={(falseNegatives) => change({ falseNegatives })}
      />
      <Vocabulary />
    </div>
  );
}

function Fields({ fields }: { fields: Field[] }) {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  return (
    <div className={styles.numbers}>
      {fields.map(({ key, ...field }) => (
        <NumberInput
          key={key}
          {...field}
          value={draft[key]}
          format={format.plain}
          onCommit={(value) => change({ [key]: value })}
        />
      ))}
    </div>
  );
}
