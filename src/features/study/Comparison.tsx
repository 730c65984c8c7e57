import { baselineOf } from '../../core/study/grid';
import { Choice, format, NumberInput } from '../../ui';
import { useStudy } from '../workbench';
import styles from './Study.module.css';

/** What the report holds the others against, and how sure it is to be. */
export function Comparison() {
  const draft = useStudy((study) => study.draft);
  const { strategies, adaptations, level } = draft;
  const edit = useStudy((study) => study.edit);
  const { strategy, adaptation } = baselineOf(draft);
  const named = (levels: readonly { name: string }[]) =>
    levels.map(({ name }) => ({ value: name, label: name }));
  return (
    <fieldset className={styles.section}>
      <legend>Held against, in the report</legend>
      <div className={styles.numbers}>
        <Choice
          labelled
          label="Baseline strategy"
          value={strategy}
          options={named(strategies)}
          onChange={(name) => edit({ baseline: { strategy: name, adaptation } })}
        />
        <Choice
          labelled
          label="Baseline adaptation"
          value={adaptation}
          options={named(adaptations)}
          onChange={(name) => edit({ baseline: { strategy, adaptation: name } })}
        />
        <NumberInput
          label="Level of the intervals"
          value={level}
          {...{ min: 0.5, max: 0.999, step: 0.01 }}
          format={format.plain}
          onCommit={(next) => edit({ level: next })}
        />
      </div>
    </fieldset>
  );
}
