import { LORA_TARGETS, type LoraTarget } from '../../core/lora';
import { Segmented, ToggleChip } from '../../ui';
import { useSetup } from '../workbench';
import { AlphaSchedule } from './AlphaCourse';
import { Fields, type Field } from './Fields';
import { Prompts } from './Prompts';
import { Vocabulary } from './Vocabulary';
import {
  EMBEDDINGS,
  FALSE_NEGATIVES,
  LOSSES,
  PASSAGE_TEXT_WORDS,
  POST_WORDS,
  SCHEDULES,
  TEMPERATURES,
} from './words';
import styles from './Compose.module.css';

const MAIN: Field[] = [
  { key: 'batchSize', label: 'Batch size', min: 2, max: 1024, step: 2, integer: true },
  { key: 'steps', label: 'Steps', min: 1, max: 100_000, step: 10, integer: true },
  { key: 'learningRate', label: 'Learning rate', min: 1e-9, max: 1, step: 2, factor: true },
  { key: 'seed', label: 'Seed', min: 0, max: 2 ** 32 - 1, step: 1, integer: true },
  { key: 'evaluateEvery', label: 'Evaluate every', min: 0, max: 100_000, step: 10, integer: true },
  { key: 'temperature', label: 'Temperature', min: 0.001, max: 10, step: 0.01 },
];

const MORE: Field[] = [
  { key: 'accumulate', label: 'Batches a step', min: 1, max: 1000, step: 1, integer: true },
  { key: 'warmup', label: 'Warm-up share', min: 0, max: 1, step: 0.05 },
  { key: 'weightDecay', label: 'Weight decay', min: 0, max: 1, step: 0.01 },
  { key: 'margin', label: 'Margin', min: 0, max: 1, step: 0.05 },
  { key: 'clipNorm', label: 'Clip norm, 0 off', min: 0, max: 1000, step: 0.5 },
  { key: 'maxLength', label: 'Max tokens', min: 8, max: 512, step: 8, integer: true },
  { key: 'dropout', label: 'Dropout', min: 0, max: 0.9, step: 0.05 },
  { key: 'evaluationSample', label: 'Live sample, 0 all', min: 0, max: 1_000_000, step: 10, integer: true },
  { key: 'chunkTexts', label: 'Texts at once, 0 all', min: 0, max: 2048, step: 16, integer: true },
];

const TRAINED: Field[] = [
  { key: 'frozenLayers', label: 'Frozen layers', min: 0, max: 100, step: 1, integer: true },
  { key: 'loraRank', label: 'LoRA rank, 0 off', min: 0, max: 512, step: 4, integer: true },
  { key: 'loraAlpha', label: 'LoRA alpha', min: 0.001, max: 4096, step: 4 },
];

/** The figures that most runs change. */
export function MainNumbers() {
  return <Fields fields={MAIN} />;
}

/** The rest, under "more". */
export function MoreNumbers() {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  return (
    <div className={styles.more}>
      {draft.strategy === 'hybrid' && <AlphaSchedule />}
      <Fields fields={MORE} />
      <Segmented
        label="Schedule"
        labelled
        value={draft.schedule}
        options={SCHEDULES}
        onChange={(schedule) => change({ schedule })}
      />
      <Segmented
        label="Temperature"
        labelled
        value={draft.temperatureLearned ? 'learned' : 'fixed'}
        options={TEMPERATURES}
        onChange={(kind) => change({ temperatureLearned: kind === 'learned' })}
      />
      <Segmented
        label="Loss"
        labelled
        value={draft.loss}
        options={LOSSES}
        onChange={(loss) => change({ loss })}
      />
      <Segmented
        label="False negatives"
        labelled
        value={draft.falseNegatives}
        options={FALSE_NEGATIVES}
        onChange={(falseNegatives) => change({ falseNegatives })}
      />
      <Segmented
        label="Passages"
        labelled
        value={draft.passageText}
        options={PASSAGE_TEXT_WORDS}
        onChange={(passageText) => change({ passageText })}
      />
      <Segmented
        label="After encoding"
        labelled
        value={draft.post}
        options={POST_WORDS}
        onChange={(post) => change({ post })}
      />
      <Prompts />
      <Vocabulary />
    </div>
  );
}

/** Which part of the encoder is trained. */
export function TrainedPart() {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  const adapted = draft.loraRank > 0;
  const toggle = (target: LoraTarget, on: boolean) => {
    const rest = draft.loraTargets.filter((other) => other !== target);
    if (on || rest.length > 0) change({ loraTargets: on ? [...rest, target] : rest });
  };
  return (
    <div className={styles.more}>
      <Fields fields={TRAINED} />
      <Segmented
        label="Embeddings"
        labelled
        value={draft.embeddings}
        options={EMBEDDINGS}
        // With adapters they are frozen anyway.
        isDisabled={adapted}
        onChange={(embeddings) => change({ embeddings })}
      />
      <div role="group" aria-label="Layers with LoRA adapters">
        <p className={styles.caption}>
          <span>Adapters at</span>
          <span className={styles.counts}>
            {adapted ? 'all else is frozen' : 'a LoRA rank above 0 turns them on'}
          </span>
        </p>
        <div className={styles.chips}>
          {LORA_TARGETS.map((target) => (
            <ToggleChip
              key={target}
              label={target}
              colour="var(--accent)"
              isSelected={draft.loraTargets.includes(target)}
              isDisabled={!adapted}
              onChange={(on) => toggle(target, on)}
            >
              {target}
            </ToggleChip>
          ))}
        </div>
      </div>
    </div>
  );
}
