import type { EvaluationEvent } from '../../protocol';
import { bothNames, format, Matrix, sequential, tenths, Term, type MatrixCell } from '../../ui';
import { useExplain } from '../workbench';
import { agreementOf, languagesOf, meanOfPairs, ofPair, type Items } from './pairFigures';
import styles from './Consistency.module.css';

interface AgreementProps {
  items: Items;
  before: EvaluationEvent | null;
  now: EvaluationEvent;
  changed: boolean;
  stale: boolean;
}

/** RankC of every two languages, with N and the chance level beside it. */
export function Agreement({ items, before, now, changed, stale }: AgreementProps) {
  const explain = useExplain();
  const languages = languagesOf(now);
  const [was, is] = [before && agreementOf(before, items), agreementOf(now, items)];
  const [meanWas, meanIs] = [
    was && meanOfPairs(was.rankC, languages),
    is && meanOfPairs(is.rankC, languages),
  ];
  // Intervals are kept of the fixed pool alone.
  const interval = items === 'pool' ? (now.intervals?.rankC ?? null) : null;
  const level = now.intervals?.level ?? 0;
  const [low, high] = tenths([...Object.values(is?.rankC ?? {}), ...Object.values(was?.rankC ?? {})]);

  const cell = (a: string, b: string): MatrixCell => {
    const value = is && ofPair(is.rankC, a, b);
    const names = `${bothNames(a)} and ${bothNames(b)}`;
    if (value === null) return { text: '–', colour: null, hint: `${names}: not measured` };
    const known = interval && ofPair(interval.pairs, a, b);
    const earlier = changed && was ? ofPair(was.rankC, a, b) : null;
    const facts = [
      format.score(value),
      known && format.bounds(known, level),
      earlier !== null && `before ${format.score(earlier)}`,
    ];
    return {
      text: format.score(value, 2),
      colour: sequential((value - low) / (high - low)),
      hint: `${names}: ${facts.filter(Boolean).join(', ')}`,
    };
  };

  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>
        <Term
          hint="Agreement of the top ranks of two languages, the first ones weighing most"
          onPress={() => explain(items === 'pool' ? 'rankC' : 'passages')}
        >
          RankC
        </Term>
        <span className={styles.figure}>{meanIs === null ? '–' : format.score(meanIs)}</span>
        <span className={styles.moved}>
          {!changed || meanIs === null || meanWas === null ? '' : format.change(meanIs - meanWas)}
        </span>
      </h3>
      {!is ? (
        <p className={styles.note}>
          RankC over passages is not in this older result: measure again to have it.
        </p>
      ) : languages.length < 2 ? (
        <p className={styles.note}>One language alone: nothing to agree with.</p>
      ) : (
        <>
          <p className={styles.note}>
            N = {is.candidates === null ? '–' : lengthOf(is.candidates)}, chance{' '}
            {is.chance === null ? '–' : format.score(is.chance)}
            {interval?.mean && `, ${format.bounds(interval.mean, level)}`}.{' '}
            {items === 'pool'
              ? 'The same pool for both languages.'
              : 'Each language’s own versions of the parallel passages.'}
          </p>
          <Matrix label="RankC of two languages" languages={languages} cell={cell} stale={stale} />
        </>
      )}
    </section>
  );
}

/** A mean over questions need not be whole. */
function lengthOf(candidates: number): string {
  return Number.isInteger(candidates) ? format.count(candidates) : candidates.toFixed(1);
}
