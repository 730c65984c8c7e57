import { format } from '../../ui';
import type { Against, RowAgainst } from './against';
import { FIGURES, type Figure, type Row } from './compare';
import styles from './Runs.module.css';

export const FIGURE_NAMES: Record<Figure, string> = {
  mono: 'mAP mono',
  cross: 'mAP cross',
  multi: 'mAP multi',
  rankDistance: 'Rank distance',
};

interface ValuesProps {
  row: Row;
  /** Figures by which it is the best of those scored alike. */
  best: ReadonlySet<Figure>;
  /** Its differences from the base; null while there is no base, or where it can't be held against it. */
  against: RowAgainst | null;
}

/** The figures of a row: value, over several seeds with its deviation, and under it how far it moved. */
export function Values({ row, best, against }: ValuesProps) {
  return FIGURES.map((figure) => (
    <td key={figure} className={styles.number} data-label={FIGURE_NAMES[figure]}>
      <Value row={row} figure={figure} isBest={best.has(figure)} against={against} />
    </td>
  ));
}

type ValueProps = Omit<ValuesProps, 'best'> & { figure: Figure; isBest: boolean };

/** Figures stand under figures, to be compared down the column. */
function Value({ row, figure, isBest, against }: ValueProps) {
  const now = row.now[figure];
  if (!now) return '–';
  const ranks = figure === 'rankDistance';
  const write = ranks ? format.count : format.score;
  const writeChange = ranks ? format.rankChange : format.change;
  const moved = row.moved[figure];
  const difference = against?.[figure];
  return (
    <>
      <span className={isBest ? styles.best : styles.now} title={bounds(row, figure)}>
        {write(now.mean)}
        {isBest && <span className="visually-hidden"> best</span>}
      </span>
      {now.deviation !== null && (
        <span className={styles.deviation}>
          {' '}
          ± {ranks ? now.deviation.toFixed(1) : format.score(now.deviation)}
        </span>
      )}
      <span className={styles.aside}>
        {difference ? (
          <Difference difference={difference} write={writeChange} />
        ) : against || moved === undefined ? (
          ''
        ) : (
          writeChange(moved)
        )}
      </span>
    </>
  );
}

function Difference({ difference, write }: { difference: Against; write: (value: number) => string }) {
  const { difference: value, significant, why } = difference;
  const [mark, words] =
    significant === null
      ? ['?', 'not tested']
      : significant
        ? [value > 0 ? '↑' : '↓', 'significant']
        : ['≈', 'not significant'];
  return (
    <span title={`${words}: ${why}`} className={significant ? styles.sure : undefined}>
      {write(value)} <span aria-hidden="true">{mark}</span>
      <span className="visually-hidden">
        {' '}
        from the base, {words}: {why}
      </span>
    </span>
  );
}

/** Hint of a single run: its bootstrap interval. */
function bounds({ runs: [{ headline }, ...others] }: Row, figure: Figure): string | undefined {
  const interval = others.length === 0 ? headline?.intervals?.[figure] : undefined;
  if (!interval) return undefined;
  const write = figure === 'rankDistance' ? format.count : undefined;
  return format.bounds(interval, headline!.intervals!.level, write);
}
