import { bothNames, languageColour } from './languages';
import styles from './LanguageTag.module.css';

/** A language by its code and colour; its names on hover and for screen readers. */
export function LanguageTag({ code }: { code: string }) {
  const names = bothNames(code);
  return (
    <span className={styles.tag} title={names}>
      <span className={styles.swatch} style={{ background: languageColour(code) }} />
      <span aria-hidden="true">{code}</span>
      <span className="visually-hidden">{names}</span>
    </span>
  );
}

const MARKS = { mono: styles.round, cross: styles.diamond, mixed: styles.square };

/** What a batch is, by word, shape and colour. */
export function KindTag({ kind }: { kind: keyof typeof MARKS }) {
  return (
    <span className={styles.kind} style={{ color: `var(--${kind})` }}>
      <span className={MARKS[kind]} />
      {kind}
    </span>
  );
}
