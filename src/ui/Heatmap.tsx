import { useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import type { CellColour } from './colour';
import styles from './Heatmap.module.css';

export interface HeatmapHeader {
  id: string;
  content: ReactNode;
}

export interface HeatmapCell {
  /** Null: not measured. */
  value: number | null;
  /** What stands in the cell. */
  text: string;
  /** Null: a figure without colour (counts, margins). */
  colour: CellColour | null;
  /** Set apart: not one of those that the margin averages. */
  apart?: boolean;
  /** A difference that may be chance: its colour recedes behind a hatching. */
  doubtful?: boolean;
}

/** A mean beside the cells. */
export interface HeatmapMargin {
  text: string;
  /** What else is known of it, on hover and for screen readers: its interval. */
  hint?: string;
  /** A difference that may be chance. */
  doubtful?: boolean;
}

export interface HeatmapProps {
  /** Accessible name of the table. */
  label: string;
  rowTitle: string;
  columnTitle: ReactNode;
  rows: HeatmapHeader[];
  columns: HeatmapHeader[];
  cell: (row: string, column: string) => HeatmapCell;
  /** A last column and row of means; null leaves them out. */
  marginOfRow: ((row: string) => HeatmapMargin) | null;
  marginOfColumn: ((column: string) => HeatmapMargin) | null;
  corner: HeatmapMargin;
  /** The cell in focus, `[row, column]`; the first cell takes the tab stop while there is none. */
  focus: [string, string] | null;
  onFocus: (row: string, column: string) => void;
  /** Escape: no cell is looked at any more. */
  onLeave: () => void;
  /** Null when the pointer leaves. */
  onHover: (cell: [string, string] | null) => void;
  stale?: boolean;
}

/** More columns than this have to be brief on a narrow page. */
const DENSE = 7;

/**
 * A matrix of figures as a real table: headers name every cell, colour is a help on top of the number. One cell takes
 * the tab stop, arrow keys, Home and End walk (WAI-ARIA grid pattern).
 */
export function Heatmap(props: HeatmapProps) {
  const { label, rowTitle, columnTitle, rows, columns, marginOfRow, marginOfColumn, corner } = props;
  const table = useRef<HTMLTableElement>(null);
  const at = position(props);

  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return props.onLeave();
    const from = placeOf(event.target) ?? at;
    const [row, column] = moved(event, from, rows.length, columns.length);
    if (row === from[0] && column === from[1]) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-at="${row},${column}"]`)?.focus();
  };

  return (
    <div className={styles.frame} tabIndex={-1}>
      <table
        ref={table}
        // Columns that a narrow page leaves no room for more than a code.
        data-dense={columns.length > DENSE || undefined}
        aria-label={label}
        className={`${styles.table} ${props.stale ? styles.stale : ''}`}
        onKeyDown={walk}
        onPointerLeave={() => props.onHover(null)}
      >
        <thead>
          <tr>
            <td className={styles.corner} rowSpan={2}>
              <span className={styles.rowTitle}>{rowTitle}</span>
            </td>
            <th scope="colgroup" colSpan={columns.length} className={styles.columnTitle}>
              {columnTitle}
            </th>
            {marginOfRow && <td />}
          </tr>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={styles.column}>
                {column.content}
              </th>
            ))}
            {marginOfRow && (
              <th scope="col" className={`${styles.column} ${styles.margin}`}>
                mean
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.id}>
              <th scope="row" className={styles.row}>
                {row.content}
              </th>
              {columns.map((column, c) => (
                <Cell
                  key={column.id}
                  cell={props.cell(row.id, column.id)}
                  at={[r, c]}
                  isStop={at[0] === r && at[1] === c}
                  isSelected={props.focus?.[0] === row.id && props.focus[1] === column.id}
                  onFocus={() => props.onFocus(row.id, column.id)}
                  onHover={() => props.onHover([row.id, column.id])}
                />
              ))}
              {marginOfRow && <Margin margin={marginOfRow(row.id)} />}
            </tr>
          ))}
          {marginOfColumn && (
            <tr>
              <th scope="row" className={`${styles.row} ${styles.margin}`}>
                mean
              </th>
              {columns.map((column) => (
                <Margin key={column.id} margin={marginOfColumn(column.id)} />
              ))}
              {marginOfRow && <Margin margin={corner} isGrand />}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function Margin({ margin: { text, hint, doubtful }, isGrand }: { margin: HeatmapMargin; isGrand?: boolean }) {
  const look = [styles.marginCell, isGrand && styles.grand, doubtful && styles.doubtful];
  return (
    <td title={hint} className={look.filter(Boolean).join(' ')}>
      {text}
      {hint && <span className="visually-hidden">, {hint}</span>}
    </td>
  );
}

interface CellProps {
  cell: HeatmapCell;
  at: [number, number];
  isStop: boolean;
  isSelected: boolean;
  onFocus: () => void;
  onHover: () => void;
}

function Cell({ cell, at, isStop, isSelected, onFocus, onHover }: CellProps) {
  const { value, text, colour, apart, doubtful } = cell;
  const look = [
    styles.cell,
    value === null ? styles.unmeasured : colour === null ? styles.bare : '',
    apart ? styles.apart : '',
    doubtful ? styles.doubtful : '',
    isSelected ? styles.selected : '',
  ];
  return (
    <td
      data-at={at.join(',')}
      tabIndex={isStop ? 0 : -1}
      className={look.filter(Boolean).join(' ')}
      style={value === null ? undefined : paint(colour, doubtful)}
      onFocus={onFocus}
      onPointerDown={(event) => {
        event.currentTarget.focus();
        onFocus();
      }}
      onPointerEnter={onHover}
    >
      {value === null ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="visually-hidden">not measured</span>
        </>
      ) : (
        <>
          {text}
          {doubtful && <span className="visually-hidden"> not significant</span>}
        </>
      )}
    </td>
  );
}

function paint(colour: CellColour | null, doubtful = false): CSSProperties | undefined {
  if (!colour) return undefined;
  if (doubtful) return { '--fill': colour.background } as CSSProperties;
  return { background: colour.background, color: colour.ink };
}

/** Row and column of the cell that an event is about. */
function placeOf(target: EventTarget): [number, number] | null {
  const [row, column] = (target as HTMLElement).dataset.at?.split(',').map(Number) ?? [];
  return row === undefined || column === undefined ? null : [row, column];
}

function position({ focus, rows, columns }: HeatmapProps): [number, number] {
  const row = rows.findIndex(({ id }) => id === focus?.[0]);
  const column = columns.findIndex(({ id }) => id === focus?.[1]);
  return [Math.max(0, row), Math.max(0, column)];
}

function moved(event: KeyboardEvent, [row, column]: [number, number], rows: number, columns: number) {
  const far = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowUp':
      return [Math.max(0, row - 1), column] as const;
    case 'ArrowDown':
      return [Math.min(rows - 1, row + 1), column] as const;
    case 'ArrowLeft':
      return [row, Math.max(0, column - 1)] as const;
    case 'ArrowRight':
      return [row, Math.min(columns - 1, column + 1)] as const;
    case 'Home':
      return [far ? 0 : row, 0] as const;
    case 'End':
      return [far ? rows - 1 : row, columns - 1] as const;
    default:
      return [row, column] as const;
  }
}
