import { Button, format, NumberInput } from '../../ui';
import { useSetup } from '../workbench';
import styles from './Compose.module.css';

/** Further data sets of a configuration that was made elsewhere: the page shows and weighs them, it doesn't open them. */
export function MoreData() {
  const moreData = useSetup((setup) => setup.draft.moreData);
  const change = useSetup((setup) => setup.change);
  if (moreData.length === 0) return null;
  return (
    <div role="group" aria-label="Further data sets">
      <p className={styles.caption}>
        <span>Further data sets</span>
        <span className={styles.counts}>trained on by the command line alone</span>
      </p>
      {moreData.map(({ data, weight }, i) => (
        <div key={i} className={styles.dataSet}>
          <NumberInput
            label={`Weight of ${data}`}
            {...{ min: 0.001, max: 1e6, step: 1 }}
            value={weight}
            format={format.plain}
            onCommit={(next) => change({ moreData: moreData.with(i, { ...moreData[i]!, weight: next }) })}
          />
          <Button onPress={() => change({ moreData: moreData.toSpliced(i, 1) })}>Take out</Button>
        </div>
      ))}
    </div>
  );
}
