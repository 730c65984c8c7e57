import * as tf from '@tensorflow/tfjs-core';
import { BETA_1, BETA_2, EPS, adamStep, clipFactor } from '../../core/adam';
import { storedTensor } from '../optimiser/moments';
import type { LearnedPart } from './part';

export interface LearnedTemperature extends LearnedPart {
  /** As it is now. */
  value(): number;
}

const NAME = 'temperature';

/**
 * A temperature that is learned as the logarithm of its inverse, with AdamW without decay; it stays above 0.01, or above
 * its start if that is lower (CLIP: Radford et al. 2021, section 2.5). Four numbers on the host: kernels take it as such.
 * @param start positive
 */
export function createLearnedTemperature(start: number, clipNorm: number): LearnedTemperature {
  let [scale, first, second, step] = [Math.fround(-Math.log(start)), 0, 0, 0];
  const most = Math.max(Math.fround(Math.log(100)), scale);
  /** Stands for the scale on the tape; nobody reads its value. */
  const place = tf.keep(tf.scalar(0));
  let collected: tf.Tensor | null = null;
  let gradient = 0;
  const drop = (): void => {
    collected?.dispose();
    collected = null;
  };

  return {
    sought: [place],
    value: () => Math.exp(-scale),
    collect: ([slope]) => {
      const sum = tf.keep(collected ? tf.add(collected, slope!) : tf.clone(slope!));
      drop();
      collected = sum;
    },
    norm: async () => {
      gradient = collected ? (await collected.data<'float32'>())[0]! : 0;
      return Math.abs(gradient);
    },
    update: (norm, learningRate) => {
      if (!collected) return;
      drop();
      const { share1, share2, rate, root } = adamStep(++step, learningRate, 0, clipFactor(norm, clipNorm));
      // In float32, so that a checkpoint holds all of them.
      first = Math.fround(BETA_1 * first + share1 * gradient);
      second = Math.fround(BETA_2 * second + share2 * gradient ** 2);
      scale = Math.min(most, Math.fround(scale - (rate * first) / (Math.sqrt(second) * root + EPS)));
    },
    drop,
    state: () =>
      Promise.resolve(new Map([[NAME, { shape: [4], data: Float32Array.of(scale, first, second, step) }]])),
    restore: (state) => {
      [scale, first, second, step] = storedTensor(state, NAME, 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
    },
    dispose: () => {
      drop();
      place.dispose();
    },
  };
}
