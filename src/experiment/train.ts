import { batchesOf } from '../core/batches/composeBatch';
import { stepCounts } from '../core/batches/countBatch';
import type { EncoderDefinition } from '../core/encoderDefinition';
import { toProblem } from '../core/errors';
import type { PairPool } from '../core/batches/pairPool';
import { compositionWarnings } from '../core/batches/checkComposition';
import { contextWarnings } from '../core/passageText';
import { learningRateAt } from '../core/schedule';
import { createTrainer, type Trainer } from '../engine/trainer';
import type { Checkpoint } from '../io/storage/checkpoint';
import type { Configuration, HistoryEvent, ProgressEvent, Validation } from '../protocol';
import type { Adaptation } from './adaptation/adaptation';
import { draftAdaptation, prepareAdaptation } from './adaptation/prepare';
import { createChangeSince } from './changeSince';
import { evaluate, planEvaluation, postWarnings, type Evaluation } from './evaluate';
import type { DataMaterial } from './materials';
import { breathe } from './progress';
import { exposureWarnings, runExposure } from './exposure';
import { scopeWarnings } from './scope';
import { createHardNegatives, type HardNegatives } from './hardNegatives';
import { planHardNegatives } from './hardNegativePlan';
import { createSelection } from './selection';
import type { Stage } from './stage';
import { stepInput } from './stepInput';
import { checkTrained } from './trained';
import { trainingPairs } from './trainingPairs';
import { planValidation, validate } from './validation';

export interface TrainOptions {
  /** Goes on from here: the stage's encoder holds these weights already. */
  resumeFrom?: Checkpoint;
  /** Step of the last evaluation in the history that is gone on with. */
  evaluatedAt?: number;
  /** Number of the first event, so that a resumed history goes on counting. */
  firstSeq?: number;
  /** Writes a checkpoint; a failure becomes a warning and the run goes on. */
  keep: (checkpoint: Checkpoint) => Promise<void>;
  /** Hears of each evaluation in full, for looking into heatmap cells. */
  onEvaluation?: (evaluation: Evaluation, step: number) => void;
}

/**
 * What the one who pulls the generator answers to a step: go on; stop, evaluate and be done; or leave at once with a
 * checkpoint, to go on another day.
 */
export type Pull = 'go' | 'stop' | 'leave';
export type TrainEvent = HistoryEvent | ProgressEvent;

/** A checkpoint at least every so many steps. */
const CHECKPOINT_EVERY = 25;

type Unnumbered = HistoryEvent extends infer E ? (E extends HistoryEvent ? Omit<E, 'seq'> : never) : never;

/**
 * One training run as a generator of events: evaluate the untouched encoder, then step after step, evaluating and
 * keeping checkpoints on the way. It moves only when pulled: play pulls on, pause does not pull, a single step pulls
 * until the next `step` event, and stop is an answer to a step (see `Pull`). Where the best encoder is looked for, it
 * takes the place of the last one in the end and is evaluated then: that evaluation is of an earlier step.
 *
 * @throws IsoglotError if the configuration does not fit the corpus, the loss is not finite or the backend fails.
 */
export async function* train(
  stage: Stage,
  configuration: Configuration,
  options: TrainOptions,
): AsyncGenerator<TrainEvent, void, Pull | undefined> {
  const started = performance.now();
  const pool = trainingPairs(stage, configuration);
  const plan = planValidation(stage.data, pool, configuration);
  const selection = createSelection(stage, configuration, options.resumeFrom);
  const adaptation = yield* prepareAdaptation(stage, pool, configuration);
  const negatives = createHardNegatives(stage, pool, configuration);
  const { touches } = adaptation;
  const exposure = yield* runExposure(stage.data, pool, configuration, touches, negatives.touches);
  const changeSince = createChangeSince(stage.data.corpus.queries);
  if (options.resumeFrom && options.resumeFrom.optimiser.step > 0) {
    // The scores before training are kept by their means alone; every question's are needed to tell of the change.
    stage.load(stage.untouched);
    const before = yield* evaluate(stage, { ...configuration, sample: undefined });
    changeSince(before.table, 0);
    stage.load(options.resumeFrom.weights);
  }
  const { dimensions } = stage.encoder.definition;
  const classifiers = adaptation.heads.map((head) => ({ ...head, dimensions }));
  const trainer = createTrainer(stage.encoder, { ...configuration, classifiers });
  let seq = options.firstSeq ?? 0;
  const numbered = (event: Unnumbered): HistoryEvent => ({ ...event, seq: seq++ });
  let step = 0;
  let evaluatedAt = -1;
  let keptAt = -1;
  let pull: Pull = 'go';
  let heard = false;

  /** @param part `sample`: of the questions that the configuration asks for during a run. */
  async function* evaluateNow(part: 'all' | 'sample'): AsyncGenerator<TrainEvent, void, Pull | undefined> {
    const label = step === 0 ? 'Scoring the untouched encoder' : `Evaluating, step ${step}`;
    yield numbered({ type: 'phase', phase: 'evaluate', label, step });
    const validation = plan ? yield* validate(stage, plan, configuration) : undefined;
    await selection.note(step, validation);
    yield* score(part, step, validation);
    evaluatedAt = step;
    // A checkpoint of this step that was kept before does not know what is best now.
    if (configuration.selectBy !== 'none') keptAt = -1;
  }

  /** Puts the best encoder in the place of the last one and scores it, unless that has been done. */
  async function* settle(): AsyncGenerator<TrainEvent, void, Pull | undefined> {
    const { best } = selection;
    if (!best || (best.step === step && configuration.evaluationSample === 0)) return;
    const label = `Evaluating the best encoder, that of step ${best.step}`;
    yield numbered({ type: 'phase', phase: 'evaluate', label, step });
    selection.restore(step);
    yield* score('all', best.step, yield* validate(stage, plan!, configuration));
  }

  async function* score(
    part: 'all' | 'sample',
    at: number,
    validation: Validation | undefined,
  ): AsyncGenerator<TrainEvent, void, Pull | undefined> {
    const { evaluationSample: questions, seed } = configuration;
    const sample = part === 'sample' && questions > 0 ? { questions, seed } : undefined;
    const evaluation = yield* evaluate(stage, { ...configuration, sample });
    const { scores, intervals, geometry, queries, candidates, vocabulary, seconds } = evaluation;
    options.onEvaluation?.(evaluation, at);
    heard = true;
    yield numbered({
      type: 'evaluation',
      step: at,
      scores,
      intervals,
      geometry,
      change: changeSince(evaluation.table, at),
      queries,
      candidates,
      sample: evaluation.sample,
      vocabulary,
      exposure,
      validation,
      best: selection.best,
      seconds,
    });
  }

  async function* keepNow(): AsyncGenerator<TrainEvent, void, Pull | undefined> {
    try {
      const { extra, ...optimiser } = await trainer.state();
      await options.keep({
        weights: await stage.encoder.exportWeights(),
        optimiser,
        kept: stage.kept,
        best: selection.kept(step),
        extra: new Map([...extra, ...adaptation.state(), ...negatives.state()]),
      });
      yield numbered({ type: 'checkpoint', step });
    } catch (error) {
      const { what, remedy } = toProblem(error);
      yield numbered({
        type: 'warning',
        message: `Step ${step} could not be saved: ${what} ${remedy ?? ''}`.trim(),
      });
    }
    keptAt = step;
  }

  try {
    if (options.resumeFrom) {
      const { optimiser, extra } = options.resumeFrom;
      trainer.restore({ ...optimiser, extra });
      adaptation.restore(extra);
      negatives.restore(extra);
      step = keptAt = optimiser.step;
      evaluatedAt = options.evaluatedAt ?? -1;
      // One that was due when the run was broken off is made up for; after the last step it is due anyway.
      if (evaluatedAt < step && step < configuration.steps && evaluationIsDue(step, configuration)) {
        yield* evaluateNow('sample');
      }
    } else {
      const { corpus } = stage.data;
      const messages = [
        ...scopeWarnings(corpus.domains, configuration),
        ...compositionWarnings(configuration),
        ...exposureWarnings(exposure),
        ...contextWarnings(corpus, configuration.passageText),
        ...postWarnings(stage, configuration),
      ];
      for (const message of messages) yield numbered({ type: 'warning', message });
      yield* evaluateNow('all');
    }
    while (step < configuration.steps && pull === 'go' && !selection.isOver) {
      yield numbered({ type: 'phase', phase: 'train', label: 'Training', step });
      do {
        yield* negatives.refresh(step);
        const event = numbered(
          await takeStep(stage, pool, negatives, adaptation, trainer, configuration, step),
        );
        step++;
        pull = (yield event) ?? 'go';
        await breathe();
      } while (pull === 'go' && step < configuration.steps && !isDue(step, configuration));
      if (pull !== 'go' || step === configuration.steps) break;
      if (evaluationIsDue(step, configuration)) yield* evaluateNow('sample');
      yield* keepNow();
    }
    if (pull === 'leave') return yield* keepNow();
    if (evaluatedAt < step) yield* evaluateNow(configuration.selectBy === 'none' ? 'all' : 'sample');
    if (keptAt < step) yield* keepNow();
  } finally {
    trainer.dispose();
  }
  yield* settle();
  // Broken off between its last evaluation and its end: the scores are in the history, the rankings nowhere any more.
  if (!heard) options.onEvaluation?.(yield* evaluate(stage, { ...configuration, sample: undefined }), step);
  const early = pull === 'go' && step < configuration.steps;
  yield numbered({
    type: 'done',
    step,
    outcome: early || step === configuration.steps ? 'finished' : 'stopped',
    early: early || undefined,
    best: selection.best,
    seconds: (performance.now() - started) / 1000,
  });
}

/**
 * Refuses what would fail later anyway, before there is a run to keep.
 * @throws IsoglotError if the configuration does not fit the data, in what it trains on or in what it evaluates, or leaves
 *   nothing of the encoder to train.
 */
export function checkRun(
  data: DataMaterial,
  definition: EncoderDefinition,
  configuration: Configuration,
): void {
  checkTrained(definition, configuration);
  const pool = trainingPairs({ data }, configuration);
  planValidation(data, pool, configuration);
  draftAdaptation(data, pool, configuration, null);
  planHardNegatives(data, pool, configuration);
  planEvaluation(data, configuration);
}

async function takeStep(
  stage: Stage,
  pool: PairPool,
  negatives: HardNegatives,
  adaptation: Adaptation,
  trainer: Trainer,
  configuration: Configuration,
  step: number,
): Promise<Unnumbered> {
  const started = performance.now();
  const batches = batchesOf(pool, configuration, configuration.seed, step);
  const learningRate = learningRateAt(step, configuration);
  const inputs = batches.map((batch) => stepInput(stage, configuration, batch, negatives, adaptation, step));
  const { loss, gradientNorm, terms, temperature, embeddings } = await trainer.step(
    inputs.map(({ input }) => input),
    learningRate,
  );
  let read = 0;
  for (const { input, learn } of inputs) {
    const rows = input.read?.length ?? 0;
    learn(embeddings?.slice(read, read + rows) ?? []);
    read += rows;
  }
  return {
    type: 'step',
    step: step + 1,
    loss,
    ...(Object.keys(terms).length > 1 && { terms }),
    gradientNorm,
    learningRate,
    temperature,
    batch: stepCounts(stage.data.corpus, batches),
    seconds: (performance.now() - started) / 1000,
  };
}

function evaluationIsDue(step: number, { evaluateEvery }: Configuration): boolean {
  return evaluateEvery > 0 && step % evaluateEvery === 0;
}

function isDue(step: number, configuration: Configuration): boolean {
  return step % CHECKPOINT_EVERY === 0 || evaluationIsDue(step, configuration);
}
