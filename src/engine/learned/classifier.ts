import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState, Weights } from '../../core/encoderDefinition';
import { createRng } from '../../core/rng';
import { createAdamW } from '../adamw';
import type { AdamWOptions } from '../adamw';
import { storedTensor } from '../optimiser/moments';
import type { Parameter } from '../parameters';
import type { LearnedPart } from './part';

/** A linear classifier of vectors. */
export interface ClassifierOptions {
  name: string;
  classes: number;
  /** Of the vectors. */
  dimensions: number;
  /** Learning rate of all its updates, whatever the encoder's is. */
  rate: number;
}

/** Keeps the first weights apart from what the same seed draws elsewhere. */
const CLASSIFIER_STREAM = 0xc1;

/**
 * Weight [classes, dimensions] and bias [classes], both drawn from +-1 / sqrt(dimensions) as PyTorch's `Linear` does,
 * trained by AdamW at a rate of its own: from nothing, beside an encoder that is only tuned.
 * @param index tells it from the trainer's other classifiers
 */
export function createClassifier(
  { name, classes, dimensions, rate }: ClassifierOptions,
  seed: number,
  index: number,
  options: AdamWOptions,
): LearnedPart {
  const rng = createRng(seed, CLASSIFIER_STREAM, index);
  const draw = (shape: number[]): tf.Tensor => {
    const data = new Float32Array(tf.util.sizeFromShape(shape));
    return tf.keep(
      tf.tensor(
        data.map(() => (2 * rng.float() - 1) / Math.sqrt(dimensions)),
        shape,
      ),
    );
  };
  const parameters: Parameter[] = [
    { name: `classifier.${name}.weight`, value: draw([classes, dimensions]) },
    { name: `classifier.${name}.bias`, value: draw([classes]) },
  ];
  const optimiser = createAdamW(parameters, null, options);
  const stepName = `classifier.${name}.step`;
  let hasGradients = false;
  const drop = (): void => {
    optimiser.drop();
    hasGradients = false;
  };

  return {
    get sought() {
      return parameters.map(({ value }) => value);
    },
    collect: (gradients) => {
      optimiser.collect({ dense: gradients, rows: null });
      hasGradients = true;
    },
    norm: async () => (hasGradients ? optimiser.norm() : 0),
    update: (norm) => {
      if (hasGradients) optimiser.update(norm, rate);
      hasGradients = false;
    },
    drop,
    state: async () => {
      const { step, first, second } = await optimiser.state();
      const state: Weights = new Map([[stepName, { shape: [1], data: Float32Array.of(step) }]]);
      for (const { name: own, value } of parameters) {
        state.set(own, { shape: [...value.shape], data: Float32Array.from(await value.data<'float32'>()) });
        state.set(`${own}.first`, first.get(own)!);
        state.set(`${own}.second`, second.get(own)!);
      }
      return state;
    },
    restore: (state) => {
      const stored = (suffix: string): Weights =>
        new Map(
          parameters.map(({ name: own, value }) => {
            const data = storedTensor(state, own + suffix, value.size);
            return [own, { shape: [...value.shape], data }];
          }),
        );
      const [values, first, second] = [stored(''), stored('.first'), stored('.second')];
      const moments: OptimiserState = { step: storedTensor(state, stepName, 1)[0]!, first, second };
      for (const parameter of parameters) {
        const { shape, data } = values.get(parameter.name)!;
        parameter.value.dispose();
        parameter.value = tf.keep(tf.tensor(data, shape));
      }
      optimiser.restore(moments);
    },
    dispose: () => {
      optimiser.dispose();
      for (const { value } of parameters) value.dispose();
    },
  };
}
