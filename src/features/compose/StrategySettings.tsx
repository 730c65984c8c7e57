import { RATIO_KINDS } from '../../core/batches/composition';
import { normalised } from '../../core/batches/sampling';
import { format, NumberInput, Segmented } from '../../ui';
import { useSetup } from '../workbench';
import { AlphaCourse } from './AlphaCourse';
import { PairWeights } from './PairWeights';
import { ShareSlider } from './ShareSlider';
import { differentPairs } from '../../core/batches/pairWeights';
import { RATIO_WORDS, STRATEGY_WORDS } from './words';
import styles from './Compose.module.css';

/** How batches are composed, with what the chosen strategy alone looks at. */
export function Strategy({ languages }: { languages: readonly string[] }) {
  const strategy = useSetup((setup) => setup.draft.strategy);
  const pairWeights = useSetup((setup) => setup.draft.pairWeights);
  const change = useSetup((setup) => setup.change);
  const meaning = STRATEGY_WORDS.find(({ value }) => value === strategy)?.hint;
  const isBlank = Object.values(pairWeights).every((weight) => weight === 0);
  return (
    <div>
      <Segmented
        label="Batch strategy"
        labelled
        value={strategy}
        options={STRATEGY_WORDS}
        onChange={(value) =>
          // An empty matrix draws nothing: it begins as X-Y.
          change({
            strategy: value,
            ...(value === 'matrix' && isBlank && { pairWeights: differentPairs(languages) }),
          })
        }
      />
      <p className={styles.meaning} role="status">
        {meaning}
      </p>
      {strategy === 'hybrid' && <AlphaCourse />}
      {strategy === 'ratio' && <KindWeights />}
      {strategy === 'within' && <ShareSlider field="crossShare" label="Cross-lingual share of every batch" />}
      {strategy === 'matrix' && <PairWeights languages={languages} />}
    </div>
  );
}

function KindWeights() {
  const weights = useSetup((setup) => setup.draft.kindWeights);
  const change = useSetup((setup) => setup.change);
  const values = RATIO_KINDS.map((kind) => weights[kind]);
  const shares = values.some((value) => value > 0) ? normalised(values) : null;
  return (
    <div role="group" aria-label="Weights of the kinds of batches">
      <div className={styles.kinds}>
        {RATIO_KINDS.map((kind) => (
          <NumberInput
            key={kind}
            label={RATIO_WORDS[kind]}
            {...{ min: 0, max: 1e6, step: 1 }}
            value={weights[kind]}
            format={format.plain}
            onCommit={(value) => change({ kindWeights: { ...weights, [kind]: value } })}
          />
        ))}
      </div>
      <p className={styles.meaning} role="status">
        {shares
          ? RATIO_KINDS.flatMap((kind, i) =>
              shares[i]! > 0 ? [`${RATIO_WORDS[kind]} ${format.percent(shares[i]!)}`] : [],
            ).join(', ')
          : 'All weights are 0: give at least one kind a weight.'}
      </p>
    </div>
  );
}
