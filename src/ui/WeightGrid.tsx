import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { plain } from './format';
import { bothNames, englishName } from './languages';
import styles from './WeightGrid.module.css';

type Cell = readonly [query: string, passage: string];

interface WeightGridProps {
  /** Accessible name. */
  label: string;
  languages: readonly string[];
  /** At least 0. */
  weightOf: (query: string, passage: string) => number;
  /** What a stroke or the space bar paints; a cell that has it already is cleared. */
  brush: number;
  /** Hears of a whole stroke at once. */
  onPaint: (cells: readonly Cell[], weight: number) => void;
}

/**
 * Weights of query language x passage language, painted with the pointer or by keys: arrows walk, digits weigh, the
 * space bar takes the brush, delete clears, shift and arrows draw the weight along.
 */
export function WeightGrid({ label, languages, weightOf, brush, onPaint }: WeightGridProps) {
  const id = useId();
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const [stroke, setStroke] = useState<{ weight: number; cells: Cell[] } | null>(null);
  const pending = useRef(stroke);
  useEffect(() => {
    pending.current = stroke;
  }, [stroke]);
  const isDrawing = stroke !== null;
  useEffect(() => {
    if (!isDrawing) return;
    // Wherever the pointer is let go of: the stroke may have left the grid.
    const end = () => {
      if (pending.current) onPaint(pending.current.cells, pending.current.weight);
      setStroke(null);
    };
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, [isDrawing, onPaint]);

  const shown = (query: string, passage: string) =>
    stroke?.cells.some(([q, p]) => q === query && p === passage) ? stroke.weight : weightOf(query, passage);
  const greatest = Math.max(1e-9, ...languages.flatMap((q) => languages.map((p) => shown(q, p))));
  const toggled = (query: string, passage: string) => (weightOf(query, passage) === brush ? 0 : brush);
  const last = languages.length - 1;
  const [row, column] = [Math.min(at[0], last), Math.min(at[1], last)];

  const begin = (event: PointerEvent, query: string, passage: string) => {
    // A touch would keep all events to the cell that it began in.
    event.currentTarget.releasePointerCapture?.(event.pointerId);
    setStroke({ weight: toggled(query, passage), cells: [[query, passage]] });
  };
  const draw = (query: string, passage: string) =>
    setStroke((now) => now && { ...now, cells: [...now.cells, [query, passage]] });

  const keyDown = (event: KeyboardEvent) => {
    const [query, passage] = [languages[row]!, languages[column]!];
    const to = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, 0],
      End: [row, last],
    }[event.key];
    const weight = /^[0-9]$/.test(event.key)
      ? Number(event.key)
      : { ' ': toggled(query, passage), Enter: toggled(query, passage), Delete: 0, Backspace: 0 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (!to && weight === undefined)) return;
    event.preventDefault();
    if (weight !== undefined) return onPaint([[query, passage]], weight);
    const next = to!.map((place) => Math.min(last, Math.max(0, place))) as [number, number];
    if (event.shiftKey) onPaint([[languages[next[0]]!, languages[next[1]]!]], weightOf(query, passage));
    setAt(next);
    document.getElementById(`${id}-${next.join('-')}`)?.focus();
  };

  return (
    <div
      role="grid"
      aria-label={label}
      className={styles.grid}
      style={{ gridTemplateColumns: `auto repeat(${languages.length}, minmax(0, 1fr))` }}
      onKeyDown={keyDown}
    >
      <div role="row" className={styles.row}>
        <span role="columnheader" className={styles.corner}>
          <span aria-hidden="true">query ↓</span>
          <span aria-hidden="true">passage →</span>
          <span className="visually-hidden">query language</span>
        </span>
        {languages.map((passage) => (
          <span key={passage} role="columnheader" title={bothNames(passage)} className={styles.head}>
            <span aria-hidden="true">{passage}</span>
            <span className="visually-hidden">{englishName(passage)} passages</span>
          </span>
        ))}
      </div>
      {languages.map((query, r) => (
        <div key={query} role="row" className={styles.row}>
          <span role="rowheader" title={bothNames(query)} className={styles.name}>
            <span aria-hidden="true">{query}</span>
            <span className="visually-hidden">{englishName(query)} queries</span>
          </span>
          {languages.map((passage, c) => {
            const weight = shown(query, passage);
            return (
              <span
                key={passage}
                id={`${id}-${r}-${c}`}
                role="gridcell"
                tabIndex={r === row && c === column ? 0 : -1}
                aria-label={`${englishName(query)} queries, ${englishName(passage)} passages: weight ${plain(weight)}`}
                className={`${styles.cell} ${query === passage ? styles.same : ''}`}
                style={weight > 0 ? { background: tint(weight / greatest) } : undefined}
                onFocus={() => setAt([r, c])}
                onPointerDown={(event) => begin(event, query, passage)}
                onPointerEnter={() => draw(query, passage)}
              >
                {weight > 0 ? plain(weight) : '·'}
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Light enough for ink on it in both themes. */
function tint(share: number): string {
  return `color-mix(in srgb, var(--accent) ${(10 + 26 * share).toFixed(0)}%, var(--raised))`;
}
