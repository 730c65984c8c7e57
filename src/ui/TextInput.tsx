import { useId } from 'react';
import styles from './TextInput.module.css';

interface TextInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What it is for, under the field. */
  hint?: string;
  placeholder?: string;
  isDisabled?: boolean;
  maxLength: number;
}

/** A line of text typed by hand. */
export function TextInput({
  label,
  value,
  onChange,
  hint,
  placeholder,
  isDisabled,
  maxLength,
}: TextInputProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        placeholder={placeholder}
        disabled={isDisabled}
        maxLength={maxLength}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
