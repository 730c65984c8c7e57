import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './Segmented.module.css';

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; hint?: string }[];
  onChange: (value: T) => void;
  /** Shows the label above; else it is for screen readers only. */
  labelled?: boolean;
  isDisabled?: boolean;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, options, onChange, labelled, isDisabled } = props;
  return (
    <RadioGroup
      aria-label={labelled ? undefined : label}
      value={value}
      onChange={(next) => onChange(next as T)}
      orientation="horizontal"
      isDisabled={isDisabled}
    >
      {labelled && <Label className={styles.label}>{label}</Label>}
      <div className={styles.track}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.option}>
            <span title={option.hint}>{option.label}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
