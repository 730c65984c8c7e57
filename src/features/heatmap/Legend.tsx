import { diverging, format, sequential } from '../../ui';
import type { Range } from './figures';
import styles from './HeatmapPanel.module.css';

const STOPS = Array.from({ length: 17 }, (_, i) => i / 16);

interface LegendProps {
  range: Range;
  diagonal: boolean;
  /** Of the tests of changes; null where there were none. */
  level: number | null;
  /** Whether languages are marked as not trained on. */
  zeroShot: boolean;
}

/** The colour scale with its ends, and what grey and rounded cells are. */
export function Legend({ range, diagonal, level, zeroShot }: LegendProps) {
  const colours =
    range.kind === 'change'
      ? STOPS.map((t) => diverging(2 * t - 1).background)
      : STOPS.map((t) => sequential(t).background);
  const [low, high] =
    range.kind === 'change'
      ? [format.change(-range.end, 2), format.change(range.end, 2)]
      : [format.score(range.low, 1), format.score(range.high, 1)];
  return (
    <p className={styles.legend}>
      <span className={styles.scale}>
        {low}
        <span
          className={styles.ramp}
          aria-hidden="true"
          style={{ background: `linear-gradient(to right, ${colours.join(', ')})` }}
        />
        {high}
      </span>
      <span>
        <span className={styles.grey} aria-hidden="true">
          –
        </span>{' '}
        not measured
      </span>
      {diagonal && (
        <span>
          <span className={styles.rounded} aria-hidden="true" /> diagonal: monolingual, not in the means
        </span>
      )}
      {/* It keeps its place while there is nothing to tell, so that the table doesn't move. */}
      <span style={{ visibility: range.kind === 'change' && level !== null ? 'visible' : 'hidden' }}>
        <span className={styles.hatched} aria-hidden="true" /> not significant (Holm,{' '}
        {format.percent(1 - (level ?? 0.95))})
      </span>
      {zeroShot && (
        <span>
          <sup>0</sup> zero-shot: not trained on in this run; what the encoder saw before is unknown
        </span>
      )}
    </p>
  );
}
