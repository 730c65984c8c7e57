import {
  SETTING_METRICS,
  settingOf,
  type Selection,
  type Setting,
  type SettingMetric,
} from '../../core/bestSoFar';
import type { Configuration } from '../../protocol';
import { Choice, Segmented } from '../../ui';
import { useSetup } from '../workbench';
import { Fields, type Field } from './Fields';
import { SELECTION_SETTINGS, SELECTION_WORDS } from './words';
import styles from './Compose.module.css';

const FIELDS: Field[] = [
  { key: 'validation', label: 'Share kept out', min: 0, max: 0.5, step: 0.05 },
  { key: 'patience', label: 'Patience, 0 off', min: 0, max: 100_000, step: 1, integer: true },
];

/** Which encoder a run ends with, and whether it ends before all its steps. */
export function BestEncoder() {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  const chosen = settingOf(draft.selectBy);
  const setting = chosen?.setting ?? 'multi';
  return (
    <div className={styles.more}>
      <Fields fields={FIELDS} />
      <Choice
        label="Encoder that the run ends with"
        labelled
        value={chosen?.metric ?? (draft.selectBy as Exclude<Selection, `${string}-${Setting}`>)}
        options={SELECTION_WORDS}
        onChange={(figure) => change({ selectBy: isOfSetting(figure) ? `${figure}-${setting}` : figure })}
      />
      <Segmented
        label="Setting of that figure"
        labelled
        value={setting}
        options={SELECTION_SETTINGS}
        isDisabled={!chosen}
        onChange={(other) => chosen && change({ selectBy: `${chosen.metric}-${other}` })}
      />
      <p className={styles.meaning} role="status">
        {bestInWords(draft)}
      </p>
    </div>
  );
}

function isOfSetting(figure: string): figure is SettingMetric {
  return (SETTING_METRICS as readonly string[]).includes(figure);
}

/** What the fields come to, or which of them is missing. */
export function bestInWords({
  validation,
  selectBy,
  patience,
  evaluateEvery,
}: Pick<Configuration, 'validation' | 'selectBy' | 'patience' | 'evaluateEvery'>): string {
  const kept = `${Math.round(100 * validation)} % of the training paragraphs, in all languages, are not trained on`;
  if (selectBy === 'none') {
    if (patience > 0) return 'Patience needs a figure to tell better by: choose one above.';
    return validation > 0 ? `${kept} and measured at each evaluation.` : 'Nothing is kept out of training.';
  }
  if (validation === 0)
    return 'Keep a share of the paragraphs out, 0.1 for example: the best is chosen by them.';
  if (evaluateEvery === 0) return 'The best is looked for at each evaluation: set “Evaluate every” above 0.';
  const end = patience > 0 ? ` The run ends after ${patience} evaluations without a better one.` : '';
  return `${kept}; the best encoder is chosen by them.${end}`;
}
