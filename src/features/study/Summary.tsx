import { baselineOf } from '../../core/study/grid';
import { Facts, format } from '../../ui';
import { useStudy } from '../workbench';
import { gridWords } from './levels';
import styles from './Study.module.css';

/** The study under way, which is not changed meanwhile. */
export function Summary() {
  const study = useStudy(({ queue, draft }) => queue?.study ?? draft);
  const keep = useStudy(({ keepEncoders }) => keepEncoders);
  const baseline = baselineOf(study);
  const names = (levels: readonly { name: string }[]) => levels.map(({ name }) => name).join(', ');
  return (
    <>
      <p className={styles.name}>{study.name}</p>
      <p className={styles.note}>{gridWords(study)}</p>
      <Facts
        entries={[
          ['strategies', names(study.strategies)],
          ['adaptations', names(study.adaptations)],
          ['held out', study.folds.length > 0 ? names(study.folds) : 'as the base'],
          ['seeds', study.seeds.join(', ')],
          ['baseline', `${baseline.strategy} · ${baseline.adaptation}`],
          ['level', format.plain(study.level)],
          ['encoders', keep ? 'kept' : 'not kept'],
        ]}
      />
      <p className={styles.note}>
        The rest of the page can be looked at; it trains again when the study is over.
      </p>
    </>
  );
}
