import { LanguageTag } from './LanguageTag';
import { bothNames, languageColour } from './languages';
import * as format from './format';
import styles from './ShareBars.module.css';

export interface ShareRow {
  language: string;
  /** Share of each passage language, summing to 1; null: not measured. */
  before: Record<string, number> | null;
  now: Record<string, number> | null;
}

interface ShareProps {
  label: string;
  rows: ShareRow[];
  languages: string[];
  stale?: boolean;
}

/** Shares as stacked bars: thin before, thick now; the share of the row's own language as a number. */
export function ShareBars({ label, rows, languages, stale }: ShareProps) {
  return (
    <table aria-label={label} className={`${styles.table} ${stale ? styles.stale : ''}`}>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            <span className="visually-hidden">query language</span>
          </th>
          <th scope="col" className={styles.head}>
            before <span className={styles.thin} /> now <span className={styles.thick} />
          </th>
          <th scope="col" className={styles.own} colSpan={2}>
            own language
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ language, before, now }) => (
          <tr key={language}>
            <th scope="row" className={styles.name}>
              <LanguageTag code={language} />
            </th>
            <td className={styles.bars}>
              <Bar shares={before} languages={languages} own={language} look={styles.before} />
              <Bar shares={now} languages={languages} own={language} look={styles.now} />
            </td>
            <td className={styles.number}>{own(before, language)}</td>
            <td className={`${styles.number} ${styles.strong}`}>{own(now, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same shares as numbers, in per cent. */
export function ShareTable({ label, rows, languages, stale }: ShareProps) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table aria-label={label} className={`${styles.table} ${styles.figures} ${stale ? styles.stale : ''}`}>
        <thead>
          <tr>
            <td />
            {languages.map((language) => (
              <th key={language} scope="col" title={bothNames(language)}>
                {language}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ language, now }) => (
            <tr key={language}>
              <th scope="row" title={bothNames(language)}>
                {language}
              </th>
              {languages.map((passage) => (
                <td key={passage} className={passage === language ? styles.strong : undefined}>
                  {now ? Math.round((now[passage] ?? 0) * 100) : '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface BarProps {
  shares: Record<string, number> | null;
  languages: string[];
  own: string;
  look: string | undefined;
}

function Bar({ shares, languages, own: ownLanguage, look }: BarProps) {
  return (
    <span aria-hidden="true" className={`${styles.bar} ${look}`}>
      {shares &&
        languages.map((language) => (
          <span
            key={language}
            title={`${bothNames(language)}: ${format.percent(shares[language] ?? 0)}`}
            className={language === ownLanguage ? styles.ownSegment : styles.segment}
            style={{ flexGrow: shares[language] ?? 0, background: languageColour(language) }}
          />
        ))}
    </span>
  );
}

function own(shares: Record<string, number> | null, language: string): string {
  return shares ? format.percent(shares[language] ?? 0) : '–';
}
