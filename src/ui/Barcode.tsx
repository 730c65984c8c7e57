import { useId, type KeyboardEvent } from 'react';
import { englishName, languageColour } from './languages';
import styles from './Barcode.module.css';

export interface BarcodePair {
  queryLanguage: string;
  passageLanguage: string;
  /** The query goes on in this language. */
  switch?: { language: string };
}

interface BarcodeProps {
  /** E.g. "Batch 13, mono". */
  label: string;
  pairs: BarcodePair[];
  /** Index of the pair that is looked at, or null. */
  active: number | null;
  onLook: (index: number | null) => void;
}

/** A batch as a row of pairs: left half in the query's colour, right half in the passage's; a switched query has its second
 * language between. Arrow keys walk it. */
export function Barcode({ label, pairs, active, onLook }: BarcodeProps) {
  const id = useId();
  const walk = (event: KeyboardEvent) => {
    const from = active ?? 0;
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: pairs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onLook(Math.min(pairs.length - 1, Math.max(0, to)));
  };
  return (
    <div
      role="listbox"
      aria-label={label}
      aria-orientation="horizontal"
      aria-activedescendant={active === null ? undefined : `${id}-${active}`}
      tabIndex={0}
      className={styles.strip}
      onKeyDown={walk}
      onFocus={() => active === null && onLook(0)}
      onBlur={() => onLook(null)}
      onPointerLeave={() => onLook(null)}
    >
      {pairs.map((pair, index) => (
        <span
          key={index}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          aria-label={named(pair)}
          className={`${styles.pair} ${index === active ? styles.active : ''}`}
          onPointerEnter={() => onLook(index)}
        >
          <span style={{ background: languageColour(pair.queryLanguage) }} />
          {pair.switch && <span style={{ background: languageColour(pair.switch.language) }} />}
          <span style={{ background: languageColour(pair.passageLanguage) }} />
        </span>
      ))}
    </div>
  );
}

function named({ queryLanguage, passageLanguage, switch: switched }: BarcodePair): string {
  const query = [queryLanguage, ...(switched ? [switched.language] : [])]
    .map(englishName)
    .join(' going on in ');
  return `${query} to ${englishName(passageLanguage)}`;
}
