import type { EvaluationEvent } from '../../protocol';
import { figureTexts, FigureTable, format, Term } from '../../ui';
import { useExplain } from '../workbench';
import { SETTINGS } from './domainRows';
import styles from './Domains.module.css';

const NAMES = { monolingual: 'Monolingual', crosslingual: 'Cross-lingual', multilingual: 'Multilingual' };

interface DomainSpreadProps {
  before: EvaluationEvent | null;
  now: EvaluationEvent;
  changed: boolean;
  stale: boolean;
}

/** How unequal the domains are: range, deviation, and which is worst. */
export function DomainSpread({ before, now, changed, stale }: DomainSpreadProps) {
  const explain = useExplain();
  const [was, is] = [before?.scores.spread?.domains, now.scores.spread?.domains];
  return (
    <section>
      <h3 className={styles.heading}>
        <Term hint="Best less worst mAP" onPress={() => explain('spread')}>
          Spread over domains
        </Term>
      </h3>
      {!is ? (
        <p className={styles.note}>Not in this older result: measure again to have it.</p>
      ) : (
        <FigureTable
          label="Range of mAP over domains"
          stale={stale}
          rows={SETTINGS.map((setting) => {
            const spread = is[setting];
            return {
              id: setting,
              name: NAMES[setting],
              ...figureTexts(was?.[setting]?.range, spread?.range, changed),
              note: spread
                ? `deviation ${format.score(spread.deviation)}, worst ${spread.worst.name} ${format.score(spread.worst.value)}, best ${spread.best.name} ${format.score(spread.best.value)}`
                : 'fewer than two domains',
            };
          })}
        />
      )}
    </section>
  );
}
