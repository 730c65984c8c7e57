import type { EvaluationEvent } from '../../protocol';
import { figureTexts, FigureTable, format, Term, type FigureRow } from '../../ui';
import { useExplain } from '../workbench';
import styles from './Consistency.module.css';

const SETTINGS = [
  ['monolingual', 'Monolingual', 'language'],
  ['crosslingual', 'Cross-lingual', 'pair'],
  ['multilingual', 'Multilingual', 'language'],
] as const;

interface LanguageFiguresProps {
  before: EvaluationEvent | null;
  now: EvaluationEvent;
  changed: boolean;
  stale: boolean;
}

/** MRC, and how unequal the languages are. */
export function LanguageFigures({ before, now, changed, stale }: LanguageFiguresProps) {
  const explain = useExplain();
  const [was, is] = [before?.scores, now.scores];
  const mrc = is.consistency.mrc;
  const agreement: FigureRow = {
    id: 'mrc',
    name: (
      <Term hint="Rank correlation of the top ten of two languages" onPress={() => explain('mrc')}>
        {`MRC@${mrc?.cutoff ?? 10}`}
      </Term>
    ),
    ...figureTexts(was?.consistency.mrc?.mean, mrc?.mean, changed),
    note: mrc ? '−1 to 1; heads without a common passage: about −1' : OLDER,
  };
  const spreads = SETTINGS.map(([setting, name, group]): FigureRow => {
    const spread = is.spread?.languages[setting];
    const value = spread && `${spread.worst.name} ${format.score(spread.worst.value)}`;
    return {
      id: setting,
      name,
      ...figureTexts(was?.spread?.languages[setting]?.range, spread?.range, changed),
      note: spread
        ? `deviation ${format.score(spread.deviation)}, worst ${group} ${value}`
        : spread === null
          ? `fewer than two ${group}s`
          : OLDER,
    };
  });
  return (
    <section className={styles.part}>
      <FigureTable label="Agreement of rankings" rows={[agreement]} stale={stale} />
      <h3 className={styles.heading}>
        <Term hint="Best less worst mAP" onPress={() => explain('spread')}>
          Spread over languages
        </Term>
      </h3>
      <FigureTable label="Range of mAP over languages" rows={spreads} stale={stale} />
    </section>
  );
}

const OLDER = 'not in this older result';
