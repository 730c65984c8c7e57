import type * as tf from '@tensorflow/tfjs-core';
import { IsoglotError } from '../../core/errors';
import type { AdamWOptions } from '../adamw';
import { weighed } from '../losses/terms';
import type { StepInput } from '../losses/terms';
import type { LearnedValues } from '../losses/termValues';
import { createClassifier } from './classifier';
import type { ClassifierOptions } from './classifier';
import type { LearnedPart } from './part';
import { createLearnedTemperature } from './temperature';

export interface LearnedOptions {
  /** Of adversarial terms. */
  classifiers?: readonly ClassifierOptions[];
  /** The start of a learned temperature; positive. */
  temperature?: number;
  /** Whether terms may ask for a learned temperature; default no. */
  temperatureLearned?: boolean;
}

/** All that the terms of the loss learn beside the encoder. */
export interface Learned extends Omit<LearnedPart, 'sought' | 'collect'>, LearnedValues {
  /** Whether a temperature is learned: `temperature()` has one. */
  readonly hasTemperature: boolean;
  /** What the terms of an input read of it. */
  partsOf(input: StepInput): LearnedPart[];
}

/** @param seed of the first weights of classifiers */
export function createLearned(
  { classifiers = [], temperature, temperatureLearned }: LearnedOptions,
  seed: number,
  optimiser: AdamWOptions,
): Learned {
  const scale =
    temperatureLearned && temperature !== undefined
      ? createLearnedTemperature(temperature, optimiser.clipNorm)
      : null;
  const byName = new Map(
    classifiers.map((options, index) => [options.name, createClassifier(options, seed, index, optimiser)]),
  );
  const parts: LearnedPart[] = [...(scale ? [scale] : []), ...byName.values()];
  const temperatureOf = () => scale ?? missing('a learned temperature');
  const classifierOf = (name: string) => byName.get(name) ?? missing(`the classifier ${name}`);

  return {
    hasTemperature: scale !== null,
    temperature: () => ({ temperature: temperatureOf().value(), logScale: temperatureOf().sought[0]! }),
    classifier: (name) => classifierOf(name).sought as [tf.Tensor, tf.Tensor],
    partsOf: (input) => {
      const read = weighed(input).flatMap(({ loss }): LearnedPart[] => {
        if (loss.kind === 'adversarial') return [classifierOf(loss.classifier)];
        return loss.kind === 'contrastive' && loss.temperature === 'learned' ? [temperatureOf()] : [];
      });
      return [...new Set(read)];
    },
    norm: async () => Math.hypot(...(await Promise.all(parts.map((part) => part.norm())))),
    update: (norm, learningRate) => parts.forEach((part) => part.update(norm, learningRate)),
    drop: () => parts.forEach((part) => part.drop()),
    state: async () => {
      const states = await Promise.all(parts.map((part) => part.state()));
      return new Map(states.flatMap((state) => [...state]));
    },
    restore: (state) => parts.forEach((part) => part.restore(state)),
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}

function missing(what: string): never {
  throw new IsoglotError({
    code: 'internal',
    what: `A term of the loss asks for ${what}, and the trainer has none.`,
  });
}
