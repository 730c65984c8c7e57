import { useId, useState, type KeyboardEvent } from 'react';
import styles from './NumberInput.module.css';

interface NumberInputProps {
  label: string;
  value: number;
  /** What is allowed; a `step` is what the arrow keys add, a factor if `factor` is set. */
  min: number;
  max: number;
  step: number;
  factor?: boolean;
  integer?: boolean;
  format: (value: number) => string;
  onCommit: (value: number) => void;
}

/**
 * A number typed by hand. What was typed stays until it is mended: a wrong entry is told under the field together
 * with the value that holds meanwhile. Enter or leaving the field takes it over; the arrow keys nudge it.
 */
export function NumberInput(props: NumberInputProps) {
  const { label, value, format, onCommit } = props;
  const [typed, setTyped] = useState<{ text: string; over: number } | null>(null);
  const id = useId();
  // Text typed over another value is void once the value changes from outside (undo, a preset).
  const entry = typed?.over === value ? typed.text : null;
  const complaint = entry === null ? null : complain(entry, props);

  const commit = () => {
    if (entry === null || complaint) return;
    setTyped(null);
    const next = parse(entry);
    if (next !== value) onCommit(next);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape' && entry !== null) setTyped(null);
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    setTyped(null);
    const next = nudge(complaint || entry === null ? value : parse(entry), event.key === 'ArrowUp', props);
    if (next !== value) onCommit(next);
  };

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        type="text"
        inputMode={props.integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        value={entry ?? format(value)}
        aria-invalid={complaint !== null}
        aria-describedby={complaint ? `${id}-complaint` : undefined}
        onChange={(event) => setTyped({ text: event.target.value, over: value })}
        onBlur={commit}
        onKeyDown={keyDown}
      />
      {complaint && (
        <p id={`${id}-complaint`} role="alert" className={styles.complaint}>
          {complaint}
        </p>
      )}
    </div>
  );
}

/** Accepts both decimal signs and digits grouped by spaces. NaN if it is no number. */
function parse(text: string): number {
  const plain = text
    .trim()
    .replace(/[\s\u00a0_]/g, '')
    .replace(',', '.');
  return plain === '' ? NaN : Number(plain);
}

function complain(text: string, props: NumberInputProps): string | null {
  const { label, value, min, max, integer, format } = props;
  const number = parse(text);
  const fits = number >= min && number <= max && (!integer || Number.isInteger(number));
  if (fits) return null;
  const kind = integer ? 'a whole number' : 'a number';
  return `${label} is ${kind} from ${format(min)} to ${format(max)}. Until then ${format(value)} holds.`;
}

function nudge(value: number, up: boolean, { min, max, step, factor }: NumberInputProps): number {
  const next = factor ? (up ? value * step : value / step) : up ? value + step : value - step;
  // Twelve digits hide the rounding of decimal steps.
  return Math.min(max, Math.max(min, Number(next.toPrecision(12))));
}
