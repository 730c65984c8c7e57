import { Radio, RadioGroup } from 'react-aria-components';
import { before as firstOf, now as lastOf } from '../../state/run';
import type { EvaluationEvent } from '../../protocol';
import type { Comparison, Setting } from '../../state/view';
import { format, Segmented } from '../../ui';
import { useView } from '../workbench';
import { written, writtenChange, type Interval } from './uncertainty';
import { useSeen } from './useSeen';
import styles from './HeatmapPanel.module.css';

const SETTINGS: readonly { value: Setting; label: string; hint: string }[] = [
  {
    value: 'crosslingual',
    label: 'Cross-lingual',
    hint: 'Queries of one language, candidates of another: mean over all ordered pairs.',
  },
  {
    value: 'monolingual',
    label: 'Monolingual',
    hint: 'Queries and candidates of one language: mean over the languages.',
  },
  {
    value: 'multilingual',
    label: 'Multilingual',
    hint: 'Candidates of all languages in one pool: mean over the query languages.',
  },
];

/** The settings as dials: each shows its mAP and change, the chosen one fills the table. */
export function SettingSwitch() {
  const { evaluations } = useSeen();
  const setting = useView((view) => view.setting);
  const comparison = useView((view) => view.comparison);
  const set = useView((view) => view.set);
  const [before, now] = [firstOf({ evaluations }), lastOf({ evaluations })];
  return (
    <RadioGroup
      aria-label="Setting"
      orientation="horizontal"
      value={setting}
      onChange={(value) => set({ setting: value as Setting, cell: null })}
      className={styles.dials}
    >
      {SETTINGS.map(({ value, label, hint }) => {
        const [was, is] = [before?.scores[value].map ?? null, now?.scores[value].map ?? null];
        const shown = comparison === 'before' ? was : is;
        const moved = before === now || was === null || is === null ? null : is - was;
        return (
          <Radio key={value} value={value} className={styles.dial}>
            <span title={[hint, known(now, value)].filter(Boolean).join(' ')} className={styles.dialName}>
              {label}
              <span className="visually-hidden"> {known(now, value)}</span>
            </span>
            <span className={styles.dialValue}>{shown === null ? '–' : format.score(shown)}</span>
            <span className={styles.dialAside}>
              <DialChange moved={moved} isDoubtful={now?.change?.[value].map?.significant === false} />
              <span aria-hidden="true" className={styles.dialBounds}>
                {comparison === 'before' ? '' : bounds(now?.intervals?.[value].map)}
              </span>
            </span>
          </Radio>
        );
      })}
    </RadioGroup>
  );
}

/** By how much training moved the figure; what may be chance recedes. Its test stands in the name. */
function DialChange({ moved, isDoubtful }: { moved: number | null; isDoubtful: boolean }) {
  if (moved === null) return <span className={styles.dialChange} />;
  return (
    <span className={isDoubtful ? styles.dialDoubt : styles.dialChange}>
      {format.change(moved)}
      {isDoubtful && <span aria-hidden="true"> ≈</span>}
    </span>
  );
}

function bounds(interval: Interval | null | undefined): string {
  return interval ? `${format.score(interval.low)}–${format.score(interval.high)}` : '';
}

/** Intervals of a setting's mAP and its change, as far as they are known. */
function known(now: EvaluationEvent | null, setting: Setting): string {
  const interval = written(now?.intervals?.[setting].map, now?.intervals?.level);
  const changed = writtenChange(now?.change?.[setting].map ?? null, now?.change?.level);
  return [interval && `mAP ${interval}.`, changed && `Change ${changed}.`].filter(Boolean).join(' ');
}

const COMPARISONS: readonly { value: Comparison; label: string; hint: string }[] = [
  { value: 'now', label: 'now', hint: 'As measured last.' },
  { value: 'before', label: 'before', hint: 'The encoder before training.' },
  { value: 'change', label: 'change', hint: 'Now less before.' },
];

export function ComparisonSwitch() {
  const comparison = useView((view) => view.comparison);
  const set = useView((view) => view.set);
  return (
    <Segmented
      label="Show"
      value={comparison}
      options={COMPARISONS}
      onChange={(value) => set({ comparison: value })}
    />
  );
}
