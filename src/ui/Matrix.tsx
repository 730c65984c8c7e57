import type { CellColour } from './colour';
import { bothNames } from './languages';
import styles from './Matrix.module.css';

export interface MatrixCell {
  text: string;
  /** Null: not measured. */
  colour: CellColour | null;
  /** On hover: names, interval, the value before. */
  hint: string;
}

interface MatrixProps {
  /** Accessible name. */
  label: string;
  languages: readonly string[];
  /** Of two different languages, the same both ways. */
  cell: (a: string, b: string) => MatrixCell;
  stale?: boolean;
}

/** A small symmetric table of languages, its lower half. */
export function Matrix({ label, languages, cell, stale }: MatrixProps) {
  const [columns, rows] = [languages.slice(0, -1), languages.slice(1)];
  return (
    <table aria-label={label} className={`${styles.table} ${stale ? styles.stale : ''}`}>
      <tbody>
        {rows.map((row, r) => (
          <tr key={row}>
            <th scope="row">
              <Code code={row} />
            </th>
            {columns.map((column, c) => {
              if (c > r) return <td key={column} />;
              const { text, colour, hint } = cell(column, row);
              return (
                <td
                  key={column}
                  title={hint}
                  className={styles.cell}
                  style={colour ? { background: colour.background, color: colour.ink } : undefined}
                >
                  {text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              <Code code={column} />
            </th>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

/** Without the colour of the language: the cells are too small for both. */
function Code({ code }: { code: string }) {
  const names = bothNames(code);
  return (
    <span title={names}>
      <span aria-hidden="true">{code}</span>
      <span className="visually-hidden">{names}</span>
    </span>
  );
}
