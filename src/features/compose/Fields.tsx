import type { Configuration } from '../../protocol';
import { format, NumberInput } from '../../ui';
import { useSetup } from '../workbench';
import styles from './Compose.module.css';

type NumberKey = {
  [K in keyof Configuration]: Configuration[K] extends number ? K : never;
}[keyof Configuration];

/** A field of the configuration that is a number. */
export interface Field {
  key: NumberKey;
  label: string;
  min: number;
  max: number;
  step: number;
  factor?: boolean;
  integer?: boolean;
}

/** Numbers of the draft, each in its field. */
export function Fields({ fields }: { fields: Field[] }) {
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
