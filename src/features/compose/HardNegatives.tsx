import type { Configuration } from '../../protocol';
import { format, NumberInput, Segmented } from '../../ui';
import { useSetup } from '../workbench';
import { Fields, type Field } from './Fields';
import { HARD_NEGATIVE_WORDS } from './words';
import styles from './Compose.module.css';

const FIELDS: Field[] = [
  { key: 'hardNegatives', label: 'For each pair, 0 off', min: 0, max: 8, step: 1, integer: true },
  { key: 'hardNegativeEvery', label: 'Anew every, 0 once', min: 0, max: 100_000, step: 10, integer: true },
  { key: 'hardNegativeMargin', label: 'Score margin, 0 off', min: 0, max: 2, step: 0.05 },
];

/** Negatives that the encoder ranks high, beside those of the batch. */
export function HardNegatives() {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  const [from, to] = draft.hardNegativeRanks;
  return (
    <div className={styles.more}>
      <Fields fields={FIELDS} />
      <div className={styles.numbers}>
        <NumberInput
          label="From rank"
          {...{ value: from, min: 1, max: to, step: 1, integer: true, format: format.plain }}
          onCommit={(rank) => change({ hardNegativeRanks: [rank, to] })}
        />
        <NumberInput
          label="To rank"
          {...{ value: to, min: from, max: 1000, step: 1, integer: true, format: format.plain }}
          onCommit={(rank) => change({ hardNegativeRanks: [from, rank] })}
        />
      </div>
      <Segmented
        label="Language"
        labelled
        value={draft.hardNegativeLanguage}
        options={HARD_NEGATIVE_WORDS}
        onChange={(hardNegativeLanguage) => change({ hardNegativeLanguage })}
      />
      <p className={styles.meaning} role="status">
        {hardNegativesInWords(draft)}
      </p>
    </div>
  );
}

/** What the fields come to, or what is missing. */
export function hardNegativesInWords({
  hardNegatives: count,
  hardNegativeRanks: [from, to],
  hardNegativeMargin: margin,
  hardNegativeEvery: every,
  loss,
}: Pick<
  Configuration,
  'hardNegatives' | 'hardNegativeRanks' | 'hardNegativeMargin' | 'hardNegativeEvery' | 'loss'
>): string {
  if (count === 0) {
    return loss === 'triplet'
      ? 'The triplet loss needs hard negatives: set 1 or more for each pair.'
      : 'Negatives are the other pairs’ passages alone.';
  }
  if (to - from + 1 < count) return `Ranks ${from} to ${to} are fewer than ${count}: set a higher last rank.`;
  const when = every > 0 ? `every ${format.counted(every, 'step')}` : 'before the first step';
  const near = margin > 0 ? ', unless they score too close to the relevant one' : '';
  return (
    `Each pair brings ${format.counted(count, 'passage')} of the ranks ${from} to ${to} that ` +
    `${count === 1 ? 'is' : 'are'} not relevant in any language${near}; the encoder ranks them ${when}.`
  );
}
