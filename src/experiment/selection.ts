import { bestAfter, type BestSoFar } from '../core/bestSoFar';
import type { Weights } from '../core/encoderDefinition';
import type { Best, Configuration, Validation } from '../protocol';
import type { Checkpoint } from '../io/storage/checkpoint';
import type { Stage } from './stage';
import { figureOf } from './validation';

/** Which encoder of a run is the best until now. */
export interface Selection {
  /** Undefined while there is none, or none is looked for. */
  readonly best: Best | undefined;
  /** Whether nothing has got better for as long as the configuration has patience. */
  readonly isOver: boolean;
  /** Takes in an evaluation after `step` updates. */
  note(step: number, validation: Validation | undefined): Promise<void>;
  /** What a checkpoint after `step` updates holds of it. */
  kept(step: number): Checkpoint['best'];
  /** Puts the best encoder in the place of the one after `step` updates, if that is another. */
  restore(step: number): void;
}

/** @param from where the run goes on */
export function createSelection(
  stage: Stage,
  { selectBy, patience }: Pick<Configuration, 'selectBy' | 'patience'>,
  from?: Pick<Checkpoint, 'weights' | 'best'>,
): Selection {
  let figure: BestSoFar | null = null;
  let weights: Weights | null = null;
  if (from?.best && selectBy !== 'none') {
    ({ weights, ...figure } = from.best);
    weights ??= from.weights;
  }
  return {
    get best() {
      return selectBy === 'none' || !figure
        ? undefined
        : { by: selectBy, step: figure.step, value: figure.value };
    },
    get isOver() {
      return patience > 0 && figure !== null && figure.since >= patience;
    },
    note: async (step, validation) => {
      if (selectBy === 'none' || !validation) return;
      figure = bestAfter(figure, selectBy, step, figureOf(validation, selectBy));
      if (figure?.since === 0) weights = await stage.encoder.exportWeights();
    },
    kept: (step) => figure && { ...figure, weights: figure.step === step ? null : weights },
    restore: (step) => {
      if (weights && figure && figure.step !== step) stage.load(weights);
    },
  };
}
