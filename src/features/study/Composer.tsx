import { useState } from 'react';
import { sizeInWords } from '../../core/batches/mixInWords';
import { Button, format, NumberInput, TextInput } from '../../ui';
import { useSetup, useStudy } from '../workbench';
import { Comparison } from './Comparison';
import { Folds } from './Folds';
import { KeepEncoders } from './KeepEncoders';
import { LevelTicks } from './LevelTicks';
import {
  adaptationOf,
  ADAPTATIONS,
  areInRow,
  has,
  hybrid,
  seedsFrom,
  STRATEGIES,
  strategyOf,
  ticked,
  wordsOf,
  type Level,
} from './levels';
import styles from './Study.module.css';

const MAX_SEEDS = 100;

/** The grid being composed. */
export function Composer() {
  const draft = useStudy((study) => study.draft);
  const edit = useStudy((study) => study.edit);
  const [first] = draft.seeds as [number, ...number[]];
  return (
    <>
      <TextInput label="Name" value={draft.name} maxLength={200} onChange={(name) => edit({ name })} />
      <Base />
      <Strategies />
      <Adaptations />
      <Folds />
      <div className={styles.section}>
        <div className={styles.numbers}>
          <NumberInput
            label="Seeds, how many"
            value={draft.seeds.length}
            {...{ min: 1, max: MAX_SEEDS, step: 1 }}
            integer
            format={String}
            onCommit={(count) => edit({ seeds: seedsFrom(first, count) })}
          />
          <NumberInput
            label="First seed"
            value={first}
            {...{ min: 0, max: 1e9, step: 1 }}
            integer
            format={String}
            onCommit={(from) => edit({ seeds: seedsFrom(from, draft.seeds.length) })}
          />
        </div>
        {!areInRow(draft.seeds) && (
          <p className={styles.note}>
            Seeds {draft.seeds.join(', ')}, as the file says: a new number puts seeds in a row in their place.
          </p>
        )}
      </div>
      <Comparison />
      <KeepEncoders />
    </>
  );
}

/** What all runs have in common. */
function Base() {
  const follows = useStudy((study) => study.follows);
  const base = useStudy((study) => study.draft.base);
  const page = useSetup((setup) => setup.draft);
  const follow = useStudy((study) => study.follow);
  if (follows) {
    const numbers = `${page.steps} steps, ${sizeInWords(page)} pairs each, learning rate ${format.plain(page.learningRate)}`;
    return <p className={styles.note}>Base of every run: what is composed on the page ({numbers}).</p>;
  }
  return (
    <div className={styles.section}>
      <details className={styles.note}>
        <summary>Base of every run: as its file says.</summary>
        {wordsOf({ set: base })}
      </details>
      <div className={styles.adding}>
        <Button onPress={follow}>Take what is composed on the page</Button>
      </div>
    </div>
  );
}

function Strategies() {
  const levels = useStudy((study) => study.draft.strategies);
  const edit = useStudy((study) => study.edit);
  const page = useSetup((setup) => setup.draft);
  const [alpha, setAlpha] = useState(0.5);
  const own = strategyOf(page);
  const add = (level: Level) => edit({ strategies: ticked(levels, level, true, STRATEGIES) ?? levels });
  return (
    <LevelTicks
      title="Strategies"
      offered={STRATEGIES}
      levels={levels}
      onChange={(strategies) => edit({ strategies })}
    >
      <div className={styles.adding}>
        <NumberInput
          label="Alpha"
          value={alpha}
          {...{ min: 0, max: 1, step: 0.05 }}
          format={(value) => format.score(value, 2)}
          onCommit={setAlpha}
        />
        <Button isDisabled={has(levels, hybrid(alpha))} onPress={() => add(hybrid(alpha))}>
          Add hybrid
        </Button>
        <Button isDisabled={has(levels, own)} onPress={() => add(own)}>
          Add the page’s
        </Button>
      </div>
    </LevelTicks>
  );
}

function Adaptations() {
  const levels = useStudy((study) => study.draft.adaptations);
  const edit = useStudy((study) => study.edit);
  const page = useSetup((setup) => setup.draft);
  const own = adaptationOf(page);
  return (
    <LevelTicks
      title="Adaptations"
      offered={ADAPTATIONS}
      levels={levels}
      onChange={(adaptations) => edit({ adaptations })}
    >
      <div className={styles.adding}>
        <Button
          isDisabled={has(levels, own)}
          onPress={() => edit({ adaptations: ticked(levels, own, true, ADAPTATIONS) ?? levels })}
        >
          Add the page’s adaptation
        </Button>
      </div>
    </LevelTicks>
  );
}
